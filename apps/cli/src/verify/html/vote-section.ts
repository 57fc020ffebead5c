import { fractionOf } from '@plenum/counting';
import { placeOf } from '../report';
import type { AnyFinding } from '../verdict';
import { leadsInWords } from './leads';
import { listOf, mono, safe } from './markup';
import type { TallyTimeline } from './tally-timelines';
import { linesOf, thousandthsOf, timelinePicture, type Drawn } from './timeline-picture';

/** What a vote is called inside the page. */
export function anchorOf(timelines: readonly TallyTimeline[], timeline: TallyTimeline): string {
  return `vote-${timelines.indexOf(timeline) + 1}`;
}

/** Whether a finding lies in this vote: in its certificate, or in an event that names it. */
export function isAbout({ proposalId, certified }: TallyTimeline, { position, says }: AnyFinding): boolean {
  return position !== undefined && (position === certified?.position || says?.includes(proposalId) === true);
}

/** One line for each vote, to find it by. */
export function voteTable(timelines: readonly TallyTimeline[]): string {
  return [
    '<table class="votes"><thead><tr><th scope="col">Vote</th><th scope="col">Outcome</th><th scope="col">Certified result</th></tr></thead><tbody>',
    ...timelines.map(
      (one) =>
        `<tr><th scope="row"><a href="#${anchorOf(timelines, one)}"><bdi>${safe(one.title)}</bdi></a></th><td>${outcomeOf(one)}</td><td>${recountOf(one)}</td></tr>`,
    ),
    '</tbody></table>',
  ].join('\n');
}

export function voteSection(timeline: TallyTimeline, anchor: string, findings: readonly AnyFinding[]): string {
  const { title, proposalId, rule, effect, moments, closed } = timeline;
  const lines = linesOf(moments);
  const [first, last] = [moments[0]!.position, moments.at(-1)!.position];
  const wrong = findings.filter((one) => isAbout(timeline, one));
  const drawn = wrong.flatMap(({ position }) => (position! >= first && position! <= last ? [position!] : []));
  return [
    `<section class="vote" id="${anchor}"><h3><bdi>${safe(title)}</bdi></h3>`,
    listOf([
      ['Outcome', `<strong>${outcomeOf(timeline)}</strong>`],
      ['Certified result', `${recountOf(timeline)}${timeline.certified?.equal ? ', to the byte' : ''}`],
      ...(wrong.length === 0
        ? []
        : [['Wrong', `<strong class="invalid">${wrong.map(placeOf).join(', ')}</strong>`] as const]),
      ['Rule', `${safe(rule)}, ${effect}`],
      ['Voting', `opened at event ${first}, ${closed ? `closed at event ${last}` : 'still open'}`],
      ['Weight', weightsOf(timeline)],
      ['Proposal', mono(proposalId)],
    ]),
    `<figure>${timelinePicture(timeline, lines, drawn)}`,
    scoreTable(lines, closed),
    `<figcaption>${captionOf(timeline, lines, drawn)}</figcaption></figure></section>`,
  ].join('\n');
}

function outcomeOf({ moments, effect, closed }: TallyTimeline): string {
  const { outcome, leading } = moments.at(-1)!;
  const who = leading.length === 0 ? '' : `: ${safe(leading.join(', '))}`;
  const advice = effect === 'consultative' ? ' (advice, not binding)' : '';
  return `${closed ? '' : 'so far '}${outcome === 'no-quorum' ? 'no quorum' : safe(outcome)}${who}${advice}`;
}

function recountOf({ certified }: TallyTimeline): string {
  if (certified === undefined) return '<span class="faint">none certified</span>';
  return certified.equal ? 'comes out again' : '<strong class="invalid">does not come out again</strong>';
}

function weightsOf({ weights }: TallyTimeline): string {
  const { own, carried, handCount, undelivered, entitled, byChannel } = weights;
  const parts = [
    ['own ballots', own],
    ['carried by delegates', carried],
    ['hands', handCount],
    ['undelivered', undelivered],
  ] as const;
  const told = parts.filter(([name, weight]) => weight !== '0' || name === 'own ballots');
  const channels = byChannel.map(([channel, valid]) => `${channel} ${exact(valid)}`).join(', ');
  const inHall = byChannel.some(([channel, valid]) => channel === 'in-person' && valid !== '0');
  return `${exact(entitled)} entitled: ${told.map(([name, weight]) => `${name} ${exact(weight)}`).join(', ')}${inHall ? `; ${channels}` : ''}`;
}

function scoreTable(lines: readonly Drawn[], closed: boolean): string {
  const row = ({ name, ink, score }: Drawn) =>
    `<tr><th scope="row">${swatch(ink)}<bdi>${safe(name)}</bdi></th><td class="figure">${exact(score)}</td></tr>`;
  return [
    `<table><thead><tr><th scope="col">Option</th><th scope="col" class="figure">${closed ? 'At the close' : 'So far'}</th></tr></thead>`,
    `<tbody>${lines.map(row).join('\n')}</tbody></table>`,
  ].join('\n');
}

function swatch(ink: string | undefined): string {
  if (ink === undefined) return '<span class="swatch"></span>';
  return `<svg class="swatch ${ink}" viewBox="0 0 28 10" aria-hidden="true"><path d="M0 5H28"/></svg>`;
}

function captionOf(timeline: TallyTimeline, lines: readonly Drawn[], wrong: readonly number[]): string {
  const { rule, oneIn } = timeline;
  const drawn = lines.filter(({ ink }) => ink !== undefined).length;
  const whose = drawn < lines.length ? `the first ${drawn}` : 'each';
  return [
    `Lines: ${rule === 'majority' ? `the weight behind ${whose}` : `the score of ${whose}, as the rule counts it`}.`,
    `Ahead (the bar): ${leadsInWords(timeline)}.`,
    ...(oneIn === 1 ? [] : [`One change in ${oneIn} is drawn.`]),
    ...(wrong.length === 0
      ? []
      : [`<span class="wrong">Upright line: event ${wrong.join(', ')}, in which something is wrong.</span>`]),
  ].join(' ');
}

/** An exact number, and beside a fraction what it comes to. */
function exact(text: string): string {
  const { n, d } = fractionOf(text);
  if (d === 1n) return safe(text);
  const about = (n * 1000n) % d === 0n ? '' : '≈ ';
  return `${safe(text)} <span class="faint">(${about}${thousandthsOf(text) / 1000})</span>`;
}
