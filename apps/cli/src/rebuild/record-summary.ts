import type { AssemblyRecord } from '@plenum/domain';
import { thousands } from '../terminal/progress';

const order = [
  ...(['draft', 'admission', 'admitted', 'discussion', 'verification', 'open', 'closed'] as const),
  ...(['certified', 'withdrawn', 'lapsed'] as const),
];

/** Two lines on what a record holds. */
export function summaryOfRecord({ assembly, position, roll, delegations, proposals }: AssemblyRecord): string {
  const standing = delegations.count(({ byScope }) => byScope.size > 0);
  const ballots = proposals.reduce((sum, proposal) => sum + proposal.ballots.size, 0);
  const byStatus = proposals.countBy(({ state }) => state.status);
  const statuses = order.filter((status) => byStatus.has(status)).map((status) => `${byStatus.get(status)} ${status}`);
  return [
    `${assembly.name || 'an assembly not founded yet'}, at log position ${thousands(position)}`,
    `${thousands(roll.members.size)} on the roll, ${thousands(standing)} of them with a delegation or opt-out, ` +
      `${proposals.size} proposals${statuses.length === 0 ? '' : ` (${statuses.join(', ')})`}, ` +
      `${thousands(ballots)} ballots`,
  ].join('\n');
}
