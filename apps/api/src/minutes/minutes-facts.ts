import {
  electionOf,
  policyFor,
  standingHandCounts,
  type AgendaItem,
  type AssemblyRecord,
  type Conclusion,
  type HandCountState,
  type MeetingRecord,
  type ProposalRecord,
  type RollAmendment,
} from '@plenum/domain';
import { tally, type Tally } from '@plenum/counting';

/** One person's time in the hall. */
export interface Attendee {
  readonly memberId: string;
  readonly isGuest: boolean;
  /** From and to, ISO 8601 UTC; `to` is missing while they are in the hall. */
  readonly stays: readonly { readonly from: string; readonly to?: string }[];
}

/** An objection or a block, in its member's words where there are any. */
export interface Objection {
  readonly memberId: string;
  readonly choice: string;
  readonly reason?: string;
}

/** Who counted hands, and what they counted. */
export interface HandsCounted {
  readonly state: HandCountState;
  /** Unit: heads. */
  readonly counted: number;
}

/** What the minutes say of a proposal. */
export interface ProposalMinutes {
  readonly proposal: ProposalRecord;
  readonly rule: string;
  readonly effect: string;
  readonly policyName: string;
  /** By class id, as the charter that the proposal pinned has them. */
  readonly classNames: ReadonlyMap<string, string>;
  /** There once voting opened. */
  readonly tally?: Tally;
  readonly objections: readonly Objection[];
  readonly hands: readonly HandsCounted[];
  readonly amendments: readonly RollAmendment[];
}

export interface ItemMinutes {
  readonly item: AgendaItem;
  readonly conclusion?: Conclusion;
  /** When and where it stood before. */
  readonly carriedFrom?: { readonly title: string; readonly startsAt: string };
  readonly proposal?: ProposalMinutes;
}

/** Everything that minutes are made from: a pure function of the record. */
export interface MinutesFacts {
  readonly assemblyName: string;
  readonly meeting: MeetingRecord;
  readonly timeZone: string;
  readonly attendees: readonly Attendee[];
  readonly items: readonly ItemMinutes[];
  readonly position: number;
}

export function minutesFacts(record: AssemblyRecord, meeting: MeetingRecord): MinutesFacts {
  const { seriesId, agenda } = meeting.state;
  return {
    assemblyName: record.assembly.name,
    meeting,
    timeZone: (seriesId === undefined ? undefined : record.series.get(seriesId)?.timeZone) ?? 'UTC',
    attendees: attendeesOf(record, meeting),
    items: agenda.map((item) => itemMinutes(record, meeting, item)),
    position: record.position,
  };
}

/** In the order they first came in. */
function attendeesOf(record: AssemblyRecord, { stays, present }: MeetingRecord): readonly Attendee[] {
  const all = [
    ...stays.toArray().map(({ memberId, from, to }) => ({ memberId, from, to })),
    ...present.toArray().map(([memberId, from]) => ({ memberId, from, to: undefined })),
  ].sort((a, b) => a.from.position - b.from.position);
  const byMember = new Map<string, Attendee['stays'][number][]>();
  for (const { memberId, from, to } of all) {
    const known = byMember.get(memberId) ?? [];
    byMember.set(memberId, [...known, { from: from.at, ...(to === undefined ? {} : { to: to.at }) }]);
  }
  return [...byMember].map(([memberId, times]) => ({
    memberId,
    isGuest: record.roll.members.get(memberId)?.votes === false,
    stays: times,
  }));
}

function itemMinutes(record: AssemblyRecord, { state }: MeetingRecord, item: AgendaItem): ItemMinutes {
  const conclusion = state.conclusions[item.itemId];
  const before = item.carriedFrom && record.meetings.get(item.carriedFrom.meetingId)?.state;
  const proposal = item.proposalId === undefined ? undefined : record.proposals.get(item.proposalId);
  return {
    item,
    ...(conclusion && { conclusion }),
    ...(before && { carriedFrom: { title: before.title, startsAt: before.startsAt } }),
    ...(proposal && { proposal: proposalMinutes(record, proposal) }),
  };
}

function proposalMinutes(record: AssemblyRecord, proposal: ProposalRecord): ProposalMinutes {
  const policy = policyFor(record.assembly, proposal.state);
  const { charters } = record.assembly;
  const charter = charters[(proposal.state.opening?.charterVersion ?? charters.length) - 1];
  const election = electionOf(record, proposal.id);
  return {
    proposal,
    rule: policy?.rule ?? '',
    effect: policy?.effect ?? '',
    policyName: policy?.name ?? proposal.state.wording.policyId,
    classNames: new Map(charter?.classes.map(({ id, name }) => [id, name])),
    ...(election && { tally: tally(election) }),
    objections: objectionsTo(proposal),
    hands: standingHandCounts(proposal).map(({ state, counted }) => ({ state, counted: counted.size })),
    amendments: proposal.amendments,
  };
}

/** Objections and blocks, and whatever else was voted with a reason, in the order of the roll. */
function objectionsTo({ ballots, roll }: ProposalRecord): readonly Objection[] {
  return ballots
    .toArray()
    .filter(([, { choice, reason }]) => choice === 'object' || choice === 'block' || reason !== undefined)
    .sort(([a], [b]) => (roll?.get(a)?.since ?? 0) - (roll?.get(b)?.since ?? 0))
    .map(([memberId, { choice, reason }]) => ({
      memberId,
      choice: typeof choice === 'string' ? choice : JSON.stringify(choice),
      ...(reason === undefined ? {} : { reason }),
    }));
}
