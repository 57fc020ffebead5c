import { thousands } from '../../terminal/progress';
import type { Audited } from '../auditing';
import { HEADINGS, placeOf } from '../report';
import { judgementOf, type AnyFinding } from '../verdict';
import { safe, STYLE } from './markup';
import type { TallyTimeline } from './tally-timelines';
import { timelinePicture } from './timeline-picture';

/** Which audit it was: a page that is kept must say so by itself. */
export interface Occasion {
  /** The name of the assembly, where the log could be read so far. */
  readonly assembly: string | undefined;
  /** What was given to be verified: a path, or an address. */
  readonly place: string;
  readonly at: Date;
}

/** An audit as one HTML file: no script, nothing fetched, fit for paper. Says what the text report says, and shows each vote. */
export function htmlReport(
  { verdict, key }: Audited,
  { assembly = 'a log', place, at }: Occasion,
  timelines: readonly TallyTimeline[],
): string {
  const { log, events, root, keys, heads, recounted, findings, undecided, notChecked } = verdict;
  const judgement = judgementOf(verdict);
  return [
    '<!doctype html>',
    `<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">`,
    `<title>Audit of ${safe(assembly)}, ${dayOf(at)}: ${judgement}</title><style>${STYLE}</style></head><body>`,
    `<h1>Audit of ${safe(assembly)}</h1>`,
    `<p class="small mono">${safe(log)}</p>`,
    `<p class="verdict ${judgement}">${safe(HEADINGS[judgement])}</p>`,
    '<dl>',
    ...[
      ['Audited', `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC, by the clock of this computer`],
      ['Verified', place],
      ['Events', thousands(events)],
      ['Root', root],
      ['Signed heads', thousands(heads)],
      ['Key', key?.toString() ?? 'not known'],
      ...keys.slice(1).map((one) => [`Key since event ${one.from}`, one.key]),
      ['Results', `${thousands(recounted)} recounted`],
    ].map(([name, value]) => `<dt>${name}</dt><dd class="mono">${safe(value!)}</dd>`),
    '</dl>',
    ...(findings.length === 0 ? [] : ['<h2>What is wrong</h2>', ...findings.map(findingBox)]),
    ...list('Why nothing certain can be said', undecided),
    ...list('Not checked', notChecked),
    ...(timelines.length === 0 ? [] : ['<h2>How each vote went</h2>', ...timelines.map(voteSection)]),
    '</body></html>',
    '',
  ].join('\n');
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

function findingBox(finding: AnyFinding): string {
  const { rule, where, expected, found, says, advice } = finding;
  const more = [
    ...(says === undefined ? [] : [['It says', says]]),
    ...(advice === undefined ? [] : [['What now', advice]]),
  ];
  const lines = [['Expected', expected], ['Found', found], ...more];
  return [
    `<section class="finding"><strong>${safe(placeOf(finding))}</strong>: rule <code>${rule}</code>${where === undefined ? '' : ` (${safe(where)})`}`,
    `<dl>${lines.map(([name, value]) => `<dt>${name}</dt><dd class="mono">${safe(value!)}</dd>`).join('')}</dl></section>`,
  ].join('\n');
}

function list(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  return [`<h2>${title}</h2>`, `<ul>${lines.map((line) => `<li>${safe(line)}</li>`).join('\n')}</ul>`];
}

function voteSection(timeline: TallyTimeline): string {
  const { title, proposalId, rule, entitled, moments, closed, equal } = timeline;
  const last = moments.at(-1)!;
  const recounted =
    equal === undefined
      ? 'no certified result'
      : equal
        ? 'the certified result comes out again, to the byte'
        : 'the certified result does not come out again';
  return [
    '<section>',
    `<h3>${safe(title)}</h3>`,
    `<p class="small">rule ${safe(rule)}; entitled ${safe(entitled)}; ${closed ? `closed at event ${last.position}` : 'still open; so far'}: ${safe(last.outcome)}${last.leading.length === 0 ? '' : ` (${safe(last.leading.join(', '))})`}; ${recounted}. <span class="mono">${safe(proposalId)}</span></p>`,
    `<figure>${timelinePicture(timeline)}`,
    '<figcaption class="small">Above, the weight behind each; below, who was ahead: grey where nobody was.</figcaption></figure>',
    '</section>',
  ].join('\n');
}
