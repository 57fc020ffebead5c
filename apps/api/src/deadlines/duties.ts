import {
  awaitsEnactment,
  escalatingClass,
  goesOnAt,
  isSupportedEnough,
  policyFor,
  type AssemblyRecord,
} from '@plenum/domain';

/** Everything the server does about a proposal by itself. */
export const duties = ['close', 'advance', 'escalate', 'review', 'enact'] as const;
export type Duty = (typeof duties)[number];

/** When each falls due (ISO 8601), as the record says; `now` where nothing but the server is waited for. */
export function dutiesOf(
  record: AssemblyRecord,
  proposalId: string,
  now: string,
): Readonly<Partial<Record<Duty, string | undefined>>> {
  const proposal = record.proposals.get(proposalId);
  if (proposal === undefined) return {};
  const { state } = proposal;
  const policy = policyFor(record.assembly, state);
  return {
    close: state.status === 'open' ? state.closesAt : undefined,
    advance: isSupportedEnough(record, proposal) ? now : goesOnAt(policy, state),
    escalate: escalatingClass(record, proposal) === undefined ? undefined : now,
    review: state.reviewAt,
    enact: awaitsEnactment(state, policy) ? now : undefined,
  };
}
