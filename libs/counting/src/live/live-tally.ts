import type { Election } from '../election';
import { assert } from '../fault';
import { type Tally, tallyOf } from '../tally';
import type { LiveElectorate } from './live-electorate';

/**
 * The tally of an election counted event by event: to the byte what `tally` makes of the same election from nothing. `terms` is the election
 * without its people: rule, options, decision, weighing. Its tie-break must not ask for the chair's ballot, which is among the people's.
 */
export function liveTally(terms: Election, members: LiveElectorate, guests: LiveElectorate): Tally {
  assert(!terms.tieBreak.startsWith('chair:'), "the chair's ballot is not among the terms of an election");
  return tallyOf(terms, members.cast(), guests.electors > 0 ? guests.cast() : undefined);
}
