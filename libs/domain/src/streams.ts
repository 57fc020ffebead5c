/**
 * Names of the streams, the units of consistency inside an assembly's log. A ballot has a stream of its own for each
 * proposal and voter, so that voters never wait for one another, and so has what
 * a member asks of a proposal; presence has one for each member, so that desks do not either.
 */
export const streams = {
  assembly: () => 'assembly',
  logKey: () => 'log-key',
  roll: () => 'roll',
  delegations: (memberId: string) => `delegations-${memberId}`,
  commissions: () => 'commissions',
  series: (seriesId: string) => `series-${seriesId}`,
  meeting: (meetingId: string) => `meeting-${meetingId}`,
  presence: (memberId: string) => `presence-${memberId}`,
  proposal: (proposalId: string) => `proposal-${proposalId}`,
  support: (proposalId: string, memberId: string) => `support-${proposalId}-${memberId}`,
  ballot: (proposalId: string, memberId: string) => `ballot-${proposalId}-${memberId}`,
} as const;
