import { shown } from '@plenum/event-log';
import { globalId } from '../server/server-parts';
import type { CountedAgain } from './results-again';

/** One result as people read it. */
export function resultLines(again: CountedAgain): readonly string[] {
  const { proposalId, title, closedPosition, certifiedPosition, rule, equal, result, unfit } = again;
  const { outcome, winners, scores, undelivered, entitled, valid, quorum, countDigest } = result;
  return [
    `proposal    ${proposalId} = ${globalId('Proposal', proposalId)}`,
    `            ${shown(title)}`,
    `closed      event ${closedPosition}; certified in event ${certifiedPosition}; rule ${rule}`,
    `outcome     ${outcome}${winners.length === 0 ? '' : `: ${winners.map(shown).join(', ')}`}; quorum ${quorum ? 'held' : 'missed'}`,
    `scores      ${listed(scores)}`,
    `weight      entitled ${entitled}, valid ${valid}, undelivered ${undelivered}`,
    `recounted   ${equal ? 'EQUAL to the certified result, to the byte' : 'DIFFERENT from the certified result'}`,
    `document    SHA-256 ${countDigest}`,
    ...otherRules(again),
    ...unfit.map((name) => `  ${name} cannot read these ballots`),
    '',
  ];
}

function otherRules({ byRule }: CountedAgain): readonly string[] {
  const rules = Object.entries(byRule);
  if (rules.length === 0) return [];
  const wide = Math.max(...rules.map(([name]) => name.length));
  return [
    'for the minutes: the same ballots under other rules (nothing here is binding)',
    ...rules.map(([name, { outcome, winners, ranking }]) => {
      const order = ranking === undefined ? '' : `   ranking ${ranking.map(tier).join(' > ')}`;
      return `  ${name.padEnd(wide)}  ${outcome}${winners.length === 0 ? '' : `: ${winners.map(shown).join(', ')}`}${order}`;
    }),
  ];
}

function tier(options: readonly string[]): string {
  return options.map(shown).join(' = ');
}

/** Scores as `yes 12, no 5`; nested ones with their path. */
function listed(scores: object): string {
  const parts = Object.entries(scores).map(([key, value]) =>
    typeof value === 'object' ? `${shown(key)} (${listed(value as object)})` : `${shown(key)} ${shown(String(value))}`,
  );
  return parts.length === 0 ? 'none' : parts.join(', ');
}
