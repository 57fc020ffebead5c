import { policyFor, type AssemblyRecord } from './assembly-record';
import { isOver } from '../proposals/proposals.evolve';
import { awaitsEnactment } from '../proposals/outcome.decide';

/** People whom a proposal would admit and may still: their names wait in the registry although they are not on the roll. */
export function candidatesOf({ proposals, assembly }: AssemblyRecord): ReadonlySet<string> {
  const waiting = proposals.valueSeq().filter(({ state }) => {
    return !isOver(state) || state.status === 'closed' || awaitsEnactment(state, policyFor(assembly, state));
  });
  const enacts = waiting.flatMap(({ state }) => state.enacts ?? []);
  return new Set(enacts.flatMap((one) => (one.kind === 'admit-member' ? [one.memberId] : [])));
}
