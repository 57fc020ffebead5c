import { Map, Set } from 'immutable';
import type { Delegation, DelegationsState } from '../delegations/delegations.evolve';
import type { Member } from '../roll/roll.evolve';
import type { AssemblyRecord, DelegationsByMember, ProposalRecord, Roll } from './assembly-record';

/**
 * A record as plain JSON, for snapshots, and back. What a proposal pinned is written as its difference from the current
 * map: a snapshot does not hold the roll once for every proposal.
 */
export interface RecordJson {
  readonly head: Omit<AssemblyRecord, 'roll' | 'delegations' | 'proposals'>;
  readonly members: [string, Member][];
  readonly struck: string[];
  readonly delegations: [string, DelegationsJson][];
  readonly proposals: ProposalJson[];
}

interface DelegationsJson {
  readonly byScope: [string, Delegation][];
  readonly declines: boolean;
}
type ProposalJson = Omit<ProposalRecord, 'roll' | 'delegations' | 'ballots'> & {
  readonly ballots: [string, unknown][];
  readonly roll?: Difference<Member>;
  readonly delegations?: Difference<DelegationsJson>;
};
interface Difference<Json> {
  readonly changed: [string, Json][];
  readonly absent: string[];
}

function difference<T, Json>(
  pinned: Map<string, T>,
  current: Map<string, T>,
  toJson: (value: T) => Json,
): Difference<Json> {
  const changed: [string, Json][] = [];
  const absent: string[] = [];
  if (pinned === current) return { changed, absent };
  pinned.forEach((value, id) => {
    if (current.get(id) !== value) changed.push([id, toJson(value)]);
  });
  current.forEach((_, id) => {
    if (!pinned.has(id)) absent.push(id);
  });
  return { changed, absent };
}

function restore<T, Json>(
  json: Difference<Json>,
  current: Map<string, T>,
  fromJson: (json: Json) => T,
): Map<string, T> {
  return current.withMutations((map) => {
    for (const id of json.absent) map.delete(id);
    for (const [id, value] of json.changed) map.set(id, fromJson(value));
  });
}

const same = <T>(value: T): T => value;

function delegationsJson(state: DelegationsState): DelegationsJson {
  return { byScope: [...state.byScope.entries()], declines: state.declines };
}

function delegationsState(json: DelegationsJson): DelegationsState {
  return { byScope: Map(json.byScope), declines: json.declines };
}

export function recordToJson(record: AssemblyRecord): RecordJson {
  const { roll, delegations, proposals, ...head } = record;
  return {
    head,
    members: [...roll.members.entries()],
    struck: [...roll.struck],
    delegations: delegations.toArray().map(([id, state]) => [id, delegationsJson(state)]),
    proposals: proposals
      .valueSeq()
      .toArray()
      .map((proposal) => proposalToJson(proposal, roll.members, delegations)),
  };
}

function proposalToJson(proposal: ProposalRecord, roll: Roll, delegations: DelegationsByMember): ProposalJson {
  const { roll: pinnedRoll, delegations: pinnedDelegations, ballots, ...rest } = proposal;
  return {
    ...rest,
    ballots: [...ballots.entries()],
    ...(pinnedRoll && { roll: difference(pinnedRoll, roll, same) }),
    ...(pinnedDelegations && { delegations: difference(pinnedDelegations, delegations, delegationsJson) }),
  };
}

export function recordFromJson(json: RecordJson): AssemblyRecord {
  const members: Roll = Map(json.members);
  const delegations: DelegationsByMember = Map(json.delegations.map(([id, one]) => [id, delegationsState(one)]));
  const proposals = Map(json.proposals.map((one) => [one.id, proposalFromJson(one, members, delegations)]));
  return { ...json.head, roll: { members, struck: Set(json.struck) }, delegations, proposals };
}

function proposalFromJson(json: ProposalJson, members: Roll, current: DelegationsByMember): ProposalRecord {
  const { roll, delegations, ballots, ...rest } = json;
  return {
    ...rest,
    ballots: Map(ballots as [string, never][]),
    ...(roll && { roll: restore(roll, members, same) }),
    ...(delegations && { delegations: restore(delegations, current, delegationsState) }),
  };
}
