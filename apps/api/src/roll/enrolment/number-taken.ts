import { refuse, type Refusal } from '@plenum/domain';
import type { NameRegistry } from '../../platform/name-registry';
import type { Enrolment } from './enrolment';

/** The refusal for the first member number that somebody in the registry has already; struck members keep theirs. */
export function numberTaken(
  names: NameRegistry,
  asked: readonly Enrolment[],
): Refusal<'MemberMustNotBeOnTheRoll'> | undefined {
  const index = asked.findIndex(({ number }) => number !== undefined && names.memberWithNumber(number) !== undefined);
  if (index < 0) return undefined;
  const message = `The number "${asked[index]!.number}" belongs to a member already. If they were struck, readmit them.`;
  return refuse('MemberMustNotBeOnTheRoll', `members[${index}].number`, message);
}
