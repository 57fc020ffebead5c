/**
 * Names of the streams, the units of consistency inside an assembly's log. A ballot has a stream of its own for each
 * proposal and voter, so that voters never wait for one another.
 */
export const streams = {
  assembly: () => 'assembly',
  roll: () => 'roll',
  delegations: (memberId: string) => `delegations-${memberId}`,
  proposal: (proposalId: string) => `proposal-${proposalId}`,
  ballot: (proposalId: string, memberId: string) => `ballot-${proposalId}-${memberId}`,
} as const;
