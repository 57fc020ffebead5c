import { ElectorIndex, LiveElectorate, type Election, type LiveElector, type Member } from '@plenum/counting';
import { delegationsFor, electorateOf, type AssemblyRecord, type ProposalRecord, type Roll } from './assembly-record';
import { countedDelegates, countedScopes, pinnedPolicy } from './counted-delegations';
import { membersOf } from './election-of';

/** Most numbers that one live count keeps: members times the numbers in one sum. At 8 bytes each, half a gigabyte. */
const MOST_NUMBERS = 2 ** 26;
/** Most members whose weights add up exactly in them. */
const MOST_MEMBERS = 2 ** 22;

/** Where the live count of a proposal begins. */
export interface LiveElectorates {
  readonly members: LiveElectorate;
  readonly guests: LiveElectorate;
  /** Electors whose delegation that applies ranks several delegates. */
  readonly ranking: Set<string>;
}

interface Indexes {
  readonly members: ElectorIndex;
  readonly guests: ElectorIndex;
}

/** Proposals that pinned one roll take nobody in, and share its index. */
const shared = new WeakMap<Roll, Indexes>();

/** What everybody has said on an open proposal so far; undefined for a roll that is too large for it. */
export function liveElectorates(
  record: AssemblyRecord,
  proposal: ProposalRecord,
  terms: Election,
): LiveElectorates | undefined {
  const electorate = membersOf(record, proposal);
  if (electorate.length > MOST_MEMBERS) return undefined;
  const indexes = indexesOf(record, proposal, electorate);
  if (electorate.length * indexes.members.weights.lanes > MOST_NUMBERS) return undefined;
  const ranking = new Set<string>();
  const part = (votes: boolean) => said(record, proposal, electorate, votes, ranking);
  return {
    members: new LiveElectorate(terms, indexes.members, part(true)),
    guests: new LiveElectorate(terms, indexes.guests, part(false)),
    ranking,
  };
}

function indexesOf(record: AssemblyRecord, proposal: ProposalRecord, electorate: readonly Member[]): Indexes {
  const isPinned = pinnedPolicy(record, proposal).frozen.electorate === 'at-open';
  const roll = electorateOf(record, proposal);
  const known = isPinned ? shared.get(roll) : undefined;
  if (known !== undefined) return known;
  const indexes = {
    members: new ElectorIndex(electorate.filter(({ votes }) => votes)),
    guests: new ElectorIndex(electorate.filter(({ votes }) => !votes)),
  };
  if (isPinned) shared.set(roll, indexes);
  return indexes;
}

function* said(
  record: AssemblyRecord,
  proposal: ProposalRecord,
  electorate: readonly Member[],
  part: boolean,
  ranking: Set<string>,
): Iterable<LiveElector> {
  const [given, scopes] = [delegationsFor(record, proposal), countedScopes(record, proposal)];
  for (const member of electorate) {
    if (member.votes !== part) continue;
    const [delegate, ...others] = countedDelegates(given.get(member.id), scopes);
    if (others.length > 0) ranking.add(member.id);
    const ballot = proposal.ballots.get(member.id);
    yield { ...member, ...(delegate === undefined ? {} : { delegate }), ...(ballot === undefined ? {} : { ballot }) };
  }
}
