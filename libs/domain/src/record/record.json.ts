import { List, Map, Set } from 'immutable';
import type { Ballot } from '../ballots/ballots.evolve';
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

export interface DelegationsJson {
  readonly byScope: [string, Delegation][];
  readonly declines: boolean;
}
export type ProposalJson = Omit<ProposalRecord, 'roll' | 'delegations' | 'ballots' | 'hands' | 'support'> & {
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

export function delegationsJson(state: DelegationsState): DelegationsJson {
  return { byScope: [...state.byScope.entries()], declines: state.declines };
}

export function delegationsState(json: DelegationsJson): DelegationsState {
  return { byScope: Map(json.byScope), declines: json.declines };
}

/** All that is small: everything but the roll, the delegations and the proposals. */
export type HeadJson = Pick<RecordJson, 'head' | 'struck' | 'commissions' | 'series' | 'meetings'>;

export function headToJson(record: AssemblyRecord): HeadJson {
  const { roll, delegations: _apart, proposals: _too, commissions, series, meetings, ...head } = record;
  return {
    head,
    struck: [...roll.struck],
    commissions: commissions.toArray().map(([area, members]) => [area, [...members]]),
    series: series.toArray(),
    meetings: meetings
      .valueSeq()
      .toArray()
      .map((one) => ({ ...one, present: [...one.present.entries()], stays: [...one.stays] })),
  };
}

export function recordToJson(record: AssemblyRecord): RecordJson {
  const { roll, delegations, proposals } = record;
  return {
    ...headToJson(record),
    members: [...roll.members.entries()],
    delegations: delegations.toArray().map(([id, state]) => [id, delegationsJson(state)]),
    proposals: proposals
      .valueSeq()
      .toArray()
      .map((proposal) => ({
        ...proposalToJson(proposal, roll.members, delegations),
        ballots: [...proposal.ballots.entries()],
      })),
  };
}

/** A proposal but for its ballots. */
export function proposalToJson(
  proposal: ProposalRecord,
  roll: Roll,
  delegations: DelegationsByMember,
): Omit<ProposalJson, 'ballots'> {
  const { roll: pinnedRoll, delegations: pinnedDelegations, ballots: _apart, hands, support, ...rest } = proposal;
  return {
    ...rest,
    ...(hands && { hands: hands.toArray().map(([id, counted]): [string, string[]] => [id, [...counted]]) }),
    ...(support && { support: support.toArray() }),
    ...(pinnedRoll && { roll: difference(pinnedRoll, roll, same) }),
    ...(pinnedDelegations && { delegations: difference(pinnedDelegations, delegations, delegationsJson) }),
  };
}

export function recordFromJson(json: RecordJson): AssemblyRecord {
  const members: Roll = Map(json.members);
  const delegations: DelegationsByMember = Map(json.delegations.map(([id, one]) => [id, delegationsState(one)]));
  const proposals = json.proposals.map(({ ballots, ...one }) =>
    proposalFromJson(one, members, delegations, () => Map(ballots as [string, Ballot][])),
  );
  return recordOf(json, members, delegations, proposals);
}

/** A record put together again from what `headToJson` took apart. */
export function recordOf(
  { head, struck, commissions, series, meetings }: HeadJson,
  members: Roll,
  delegations: DelegationsByMember,
  proposals: readonly ProposalRecord[],
): AssemblyRecord {
  return {
    ...head,
    roll: { members, struck: Set(struck) },
    delegations,
    proposals: Map(proposals.map((one) => [one.id, one])),
    commissions: Map(commissions.map(([area, appointed]) => [area, Set(appointed)])),
    series: Map(series),
    meetings: Map(meetings.map((one) => [one.id, { ...one, present: Map(one.present), stays: List(one.stays) }])),
  };
}

/** The ballots are put together when somebody first asks for them: of most proposals nobody does before the next start. */
export function proposalFromJson(
  json: Omit<ProposalJson, 'ballots'>,
  members: Roll,
  current: DelegationsByMember,
  ballotsOf: () => Map<string, Ballot>,
): ProposalRecord {
  const { roll, delegations, hands, support, ...rest } = json;
  let ballots: Map<string, Ballot> | undefined;
  return {
    ...rest,
    get ballots() {
      return (ballots ??= ballotsOf());
    },
    ...(hands && { hands: Map(hands.map(([id, counted]) => [id, Set(counted)])) }),
    ...(support && { support: Map(support) }),
    ...(roll && { roll: restore(roll, members, same) }),
    ...(delegations && { delegations: restore(delegations, current, delegationsState) }),
  };
}
