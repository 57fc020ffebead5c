import { safe } from './markup';
import type { Moment, TallyTimeline } from './tally-timelines';

/** One lead: who was ahead from one position of the log to another. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly who: string;
}

/** Unit: leads that are told one by one. */
const MOST_TOLD = 6;

export function stretchesOf({ moments }: Pick<TallyTimeline, 'moments'>): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const [index, moment] of moments.entries()) {
    const who = leadOf(moment);
    const to = moments[index + 1]?.position ?? moment.position;
    const before = stretches.at(-1);
    if (before?.who === who) stretches[stretches.length - 1] = { ...before, to };
    else stretches.push({ from: moment.position, to, who });
  }
  return stretches;
}

/** The same in words, as markup: for whoever does not see the colours. */
export function leadsInWords(timeline: Pick<TallyTimeline, 'moments' | 'oneIn'>): string {
  const stretches = stretchesOf(timeline);
  const [first, ...rest] = stretches.length > MOST_TOLD ? stretches.slice(-1) : stretches;
  const about = timeline.oneIn > 1 ? 'about ' : '';
  const told = [
    `“${safe(first!.who)}”`,
    ...rest.map(({ who, from }) => `“${safe(who)}” from ${about}event ${from}`),
  ].join(', ');
  return stretches.length > MOST_TOLD ? `changed ${stretches.length - 1} times, at last ${told}` : told;
}

/** For a proposal its side, for others the option that leads; ties and missing quorums by their name. */
function leadOf({ outcome, leading }: Moment): string {
  if (outcome === 'adopted') return 'yes';
  if (outcome === 'rejected') return 'no';
  if (outcome === 'elected') return leading.join(' and ');
  return outcome === 'no-quorum' ? 'no quorum' : outcome;
}
