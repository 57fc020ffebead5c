import { List, Map, Set } from 'immutable';
import type { Delegation, DelegationsState } from '../delegations/delegations.evolve';
import type { SupportState } from '../proposals/support.evolve';
import type { Member } from '../roll/roll.evolve';
import type { SeriesState } from '../series/series.evolve';
import type { MeetingRecord, Moment, Stay } from './meeting-record';
import type { AssemblyRecord, DelegationsByMember, ProposalRecord, Roll } from './assembly-record';

/**
 * A record as plain JSON, for snapshots, and back. What a proposal pinned is written as its difference from the current
 * map: a snapshot does not hold the roll once for every proposal.
 */
export interface RecordJson {
  readonly head: Omit<AssemblyRecord, 'roll' | 'delegations' | 'proposals' | 'commissions' | 'series' | 'meetings'>;
  readonly members: [string, Member][];
  readonly struck: string[];
  readonly delegations: [string, DelegationsJson][];
  readonly proposals: ProposalJson[];
  readonly commissions: [string, string[]][];
  readonly series: [string, SeriesState][];
  readonly meetings: MeetingJson[];
}

type MeetingJson = Omit<MeetingRecord, 'present' | 'stays'> & {
  readonly present: [string, Moment][];
  readonly stays: Stay[];
};

interface DelegationsJson {
  readonly byScope: [string, Delegation][];
  readonly declines: boolean;
}
type ProposalJson = Omit<ProposalRecord, 'roll' | 'delegations' | 'ballots' | 'hands' | 'support'> & {
  readonly support?: [string, SupportState][];
  readonly hands?: [string, string[]][];
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
  const { roll, delegations, proposals, commissions, series, meetings, ...head } = record;
  return {
    head,
    members: [...roll.members.entries()],
    struck: [...roll.struck],
    delegations: delegations.toArray().map(([id, state]) => [id, delegationsJson(state)]),
    proposals: proposals
      .valueSeq()
      .toArray()
      .map((proposal) => proposalToJson(proposal, roll.members, delegations)),
    commissions: commissions.toArray().map(([area, members]) => [area, [...members]]),
    series: series.toArray(),
    meetings: meetings
      .valueSeq()
      .toArray()
      .map((one) => ({ ...one, present: [...one.present.entries()], stays: [...one.stays] })),
  };
}

function proposalToJson(proposal: ProposalRecord, roll: Roll, delegations: DelegationsByMember): ProposalJson {
  const { roll: pinnedRoll, delegations: pinnedDelegations, ballots, hands, support, ...rest } = proposal;
  return {
    ...rest,
    ballots: [...ballots.entries()],
    ...(hands && { hands: hands.toArray().map(([id, counted]): [string, string[]] => [id, [...counted]]) }),
    ...(support && { support: support.toArray() }),
    ...(pinnedRoll && { roll: difference(pinnedRoll, roll, same) }),
    ...(pinnedDelegations && { delegations: difference(pinnedDelegations, delegations, delegationsJson) }),
  };
}

export function recordFromJson(json: RecordJson): AssemblyRecord {
  const members: Roll = Map(json.members);
  const delegations: DelegationsByMember = Map(json.delegations.map(([id, one]) => [id, delegationsState(one)]));
  const proposals = Map(json.proposals.map((one) => [one.id, proposalFromJson(one, members, delegations)]));
  return {
    ...json.head,
    roll: { members, struck: Set(json.struck) },
    delegations,
    proposals,
    commissions: Map(json.commissions.map(([area, appointed]) => [area, Set(appointed)])),
    series: Map(json.series),
    meetings: Map(json.meetings.map((one) => [one.id, { ...one, present: Map(one.present), stays: List(one.stays) }])),
  };
}

function proposalFromJson(json: ProposalJson, members: Roll, current: DelegationsByMember): ProposalRecord {
  const { roll, delegations, ballots, hands, support, ...rest } = json;
  return {
    ...rest,
    ballots: Map(ballots as [string, never][]),
    ...(hands && { hands: Map(hands.map(([id, counted]) => [id, Set(counted)])) }),
    ...(support && { support: Map(support) }),
    ...(roll && { roll: restore(roll, members, same) }),
    ...(delegations && { delegations: restore(delegations, current, delegationsState) }),
  };
}
