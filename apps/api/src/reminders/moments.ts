import { isOver, policyFor, type AssemblyRecord } from '@plenum/domain';

const HOUR_MS = 3_600_000;

/** The deadline of an open proposal whose policy reminds. */
export interface Deadline {
  readonly proposalId: string;
  /** ISO 8601, as everything that ends in `At`. */
  readonly closesAt: string;
  readonly openedAt: string;
  readonly hoursBeforeClose: readonly number[];
}

/** When the undecided on a proposal are written to. */
export interface Moment {
  readonly at: string;
  readonly hoursBeforeClose: number;
}

/** Undefined where nobody is to be reminded: voting is not open, or the policy asks for no reminders. */
export function deadlineOf(record: AssemblyRecord, proposalId: string): Deadline | undefined {
  const state = record.proposals.get(proposalId)?.state;
  if (state?.status !== 'open') return undefined;
  const { opening, closesAt } = state;
  const reminders = policyFor(record.assembly, state)?.lifecycle?.reminders;
  if (reminders === undefined || opening === undefined || closesAt === undefined) return undefined;
  return { proposalId, closesAt, openedAt: opening.openedAt, hoursBeforeClose: reminders.hoursBeforeClose };
}

/**
 * The moments of a deadline, earliest first. One that had passed when the deadline became known is none: where voting lasts a day nobody
 * is reminded two days before its end, and an extension does not call up what lies behind it.
 */
export function momentsOf({ closesAt, hoursBeforeClose }: Deadline, knownSince: string): readonly Moment[] {
  return [...hoursBeforeClose]
    .sort((a, b) => b - a)
    .map((hours) => ({ at: hoursEarlier(closesAt, hours), hoursBeforeClose: hours }))
    .filter(({ at }) => at > knownSince);
}

function hoursEarlier(instant: string, hours: number): string {
  return new Date(Date.parse(instant) - hours * HOUR_MS).toISOString();
}

/** Whether nobody will be reminded of a proposal any more. */
export function isSettled(record: AssemblyRecord, proposalId: string): boolean {
  const proposal = record.proposals.get(proposalId);
  return proposal === undefined || isOver(proposal.state);
}
