import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { AgendaItem, Conclusion, MeetingRecord } from '@plenum/domain';
import { connectionType } from '../../platform/graphql/connection';
import { globalId } from '../../platform/graphql/global-id';
import { Node } from '../../platform/graphql/node.type';
import { Instant } from '../../platform/graphql/scalars';

export enum MeetingStatus {
  CONVENED = 'CONVENED',
  OPEN = 'OPEN',
  PAUSED = 'PAUSED',
  CLOSED = 'CLOSED',
  CANCELLED = 'CANCELLED',
}
registerEnumType(MeetingStatus, { name: 'MeetingStatus' });

export enum ItemOutcome {
  DECIDED = 'DECIDED',
  DISCUSSED = 'DISCUSSED',
  POSTPONED = 'POSTPONED',
}
registerEnumType(ItemOutcome, { name: 'ItemOutcome' });

export function outcomeText(outcome: ItemOutcome): Conclusion['how'] {
  return outcome.toLowerCase() as Conclusion['how'];
}

@ObjectType('AgendaItem')
export class AgendaItemType {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  title!: string;
  @Field(() => Boolean, { description: 'Whether the assembly is at this item.' })
  isCurrent!: boolean;
  @Field(() => Boolean, { description: 'Whether it was put to the vote in this meeting.' })
  wasPutToVote!: boolean;
  @Field(() => ItemOutcome, { nullable: true })
  outcome?: ItemOutcome;
  @Field(() => String, { nullable: true, description: 'What the minutes say of it.' })
  note?: string;
  @Field(() => ID, { nullable: true, description: 'The meeting that did not reach it.' })
  carriedFromMeetingId?: string;

  /** For field resolvers. */
  proposalId?: string;
}

@ObjectType('Meeting', { implements: () => Node })
export class MeetingType extends Node {
  @Field(() => String)
  title!: string;
  @Field(() => MeetingStatus)
  status!: MeetingStatus;
  @Field(() => Instant)
  startsAt!: string;
  @Field(() => String, { nullable: true })
  place?: string;
  @Field(() => ID, { nullable: true })
  seriesId?: string;
  @Field(() => [AgendaItemType])
  agenda!: AgendaItemType[];
  @Field(() => [ID], { description: 'Items that were not reached; they carry over to the next meeting of the series.' })
  unreached!: string[];
  @Field(() => Int, { description: 'How many are in the hall, guests included.' })
  presentCount!: number;
  @Field(() => Instant, { nullable: true })
  openedAt?: string;
  @Field(() => Instant, { nullable: true })
  closedAt?: string;
  @Field(() => String, { nullable: true })
  cancelledFor?: string;

  /** For field resolvers. */
  meetingId!: string;
}

export const MeetingConnection = connectionType('Meeting', () => MeetingType);

/** A meeting as clients read it. */
export function meetingFrom({ id, state, present }: MeetingRecord): MeetingType {
  const { title, startsAt, place, seriesId, openedAt, closedAt, cancelledFor } = state;
  return Object.assign(new MeetingType(), {
    id: globalId('Meeting', id),
    meetingId: id,
    title,
    startsAt,
    status: MeetingStatus[state.status.toUpperCase() as keyof typeof MeetingStatus],
    agenda: state.agenda.map((item) => itemFrom(item, state)),
    unreached: state.unreached.map((itemId) => globalId('AgendaItem', itemId)),
    presentCount: present.size,
    ...(place === undefined ? {} : { place }),
    ...(seriesId === undefined ? {} : { seriesId: globalId('Series', seriesId) }),
    ...(openedAt === undefined ? {} : { openedAt }),
    ...(closedAt === undefined ? {} : { closedAt }),
    ...(cancelledFor === undefined ? {} : { cancelledFor }),
  });
}

function itemFrom(
  { itemId, title, proposalId, carriedFrom }: AgendaItem,
  state: MeetingRecord['state'],
): AgendaItemType {
  const conclusion = state.conclusions[itemId];
  return Object.assign(new AgendaItemType(), {
    id: globalId('AgendaItem', itemId),
    title,
    isCurrent: state.currentItemId === itemId,
    wasPutToVote: state.putToVote.includes(itemId),
    ...(conclusion && { outcome: ItemOutcome[conclusion.how.toUpperCase() as keyof typeof ItemOutcome] }),
    ...(conclusion?.note === undefined ? {} : { note: conclusion.note }),
    ...(carriedFrom && { carriedFromMeetingId: globalId('Meeting', carriedFrom.meetingId) }),
    ...(proposalId === undefined ? {} : { proposalId }),
  });
}
