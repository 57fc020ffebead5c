import { thousands } from '../../terminal/progress';
import type { Audited } from '../auditing';
import { HEADINGS, placeOf } from '../report';
import { judgementOf, type AnyFinding } from '../verdict';
import { listOf, mono, safe } from './markup';
import { RULES_IN_WORDS } from './rules-in-words';
import { CONTENT_POLICY, STYLE } from './style';
import type { TallyTimeline } from './tally-timelines';
import { anchorOf, isAbout, voteSection, voteTable } from './vote-section';

/** Which audit it was: a page that is kept must say so by itself. */
export interface Occasion {
  /** The name of the assembly, where the log could be read so far. */
  readonly assembly: string | undefined;
  /** What was given to be verified: a path, or an address. */
  readonly place: string;
  readonly at: Date;
}

/** An audit as one HTML file: no script, nothing fetched, fit for phones and paper. Says what the text report says, and shows each vote. */
export function htmlReport(
  audited: Audited,
  { assembly = 'a log', place, at }: Occasion,
  timelines: readonly TallyTimeline[],
): string {
  const { verdict } = audited;
  const { findings, undecided, notChecked } = verdict;
  const judgement = judgementOf(verdict);
  const [word, sentence] = HEADINGS[judgement].split(': ') as [string, string];
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<meta http-equiv="Content-Security-Policy" content="${CONTENT_POLICY}">`,
    `<title>Audit of \u2068${safe(assembly)}\u2069, ${dayOf(at)}: ${judgement}</title><style>${STYLE}</style></head><body><main>`,
    `<h1>Audit of <bdi>${safe(assembly)}</bdi></h1>`,
    `<p class="faint">${mono(verdict.log)}</p>`,
    `<p class="verdict ${judgement}"><strong class="${judgement}">${word}</strong> ${safe(sentence[0]!.toUpperCase() + sentence.slice(1))}</p>`,
    ...(findings.length === 0
      ? []
      : [`<h2>What is wrong (${findings.length})</h2>`, ...findings.map((one) => findingBox(one, timelines))]),
    ...list('Why nothing certain can be said', undecided),
    ...list('Not checked', notChecked),
    '<h2>What was audited</h2>',
    listOf(factsOf(audited, place, at)),
    ...(timelines.length === 0 ? [] : ['<h2>How each vote went</h2>']),
    ...(timelines.length < 2 ? [] : [voteTable(timelines)]),
    ...timelines.map((one) => voteSection(one, anchorOf(timelines, one), findings)),
    '</main></body></html>',
    '',
  ].join('\n');
}

function factsOf({ verdict, key }: Audited, place: string, at: Date): readonly (readonly [string, string])[] {
  const { events, root, keys, heads, recounted } = verdict;
  return [
    ['Audited', `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC, by the clock of this computer`],
    ['Verified', mono(place)],
    ['Events', thousands(events)],
    ['Root', mono(root)],
    ['Signed heads', thousands(heads)],
    ['Key', key === undefined ? 'not known' : mono(key.toString())],
    ...keys.slice(1).map((one) => [`Key since event ${one.from}`, mono(one.key)] as const),
    ['Results', `${thousands(recounted)} recounted`],
  ];
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

function findingBox(finding: AnyFinding, timelines: readonly TallyTimeline[]): string {
  const { rule, where, expected, found, says, advice } = finding;
  const votes = timelines.filter((one) => isAbout(one, finding));
  return [
    `<section class="finding"><h3>${safe(placeOf(finding))}: rule <code>${rule}</code>${where === undefined ? '' : ` (${safe(where)})`}</h3>`,
    `<p class="small">What must be true (docs/log-format.md): ${safe(RULES_IN_WORDS[rule])}.</p>`,
    listOf([
      ['Expected', mono(expected)],
      ['Found', mono(found)],
      ...(says === undefined ? [] : [['It says', mono(says)] as const]),
      ...(advice === undefined ? [] : [['What now', safe(advice)] as const]),
      ...votes.map(
        (one) => ['Vote', `<a href="#${anchorOf(timelines, one)}"><bdi>${safe(one.title)}</bdi></a>`] as const,
      ),
    ]),
    '</section>',
  ].join('\n');
}

function list(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  return [`<h2>${title}</h2>`, `<ul>${lines.map((line) => `<li>${safe(line)}</li>`).join('\n')}</ul>`];
}
