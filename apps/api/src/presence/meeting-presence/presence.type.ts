import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { AssemblyRecord, MeetingRecord, Moment } from '@plenum/domain';
import { connectionType } from '../../platform/graphql/connection';
import { Instant } from '../../platform/graphql/scalars';
import { MemberType } from '../../roll/member.type';

@ObjectType('MeetingPresence', { description: 'Who is in the hall, in numbers.' })
export class MeetingPresenceType {
  @Field(() => Int, { description: 'Log position it was read at.' })
  position!: number;
  @Field(() => Int, { description: 'Members whose vote binds.' })
  members!: number;
  @Field(() => Int, { description: 'Consultative guests.' })
  guests!: number;

  /** For field resolvers. */
  meetingId!: string;
}

@ObjectType('Stay', { description: 'One time in the hall.' })
export class StayType {
  @Field(() => Instant)
  from!: string;
  @Field(() => Instant, { nullable: true, description: 'Null while they are in.' })
  to?: string;
}

@ObjectType('Attendee', { description: 'Somebody who is, or was, in the hall.' })
export class AttendeeType {
  @Field(() => MemberType)
  member!: MemberType;
  @Field(() => Boolean)
  isIn!: boolean;
  @Field(() => [StayType], { description: 'Oldest first.' })
  stays!: StayType[];
}

export const AttendeeConnection = connectionType('Attendee', () => AttendeeType);

/** Whoever was struck from the roll while in the hall is in neither number. */
export function presenceIn({ position, roll }: AssemblyRecord, { id, present }: MeetingRecord): MeetingPresenceType {
  const standing = [...present.keys()].flatMap((memberId) => roll.members.get(memberId) ?? []);
  const members = standing.filter(({ votes }) => votes).length;
  return Object.assign(new MeetingPresenceType(), {
    meetingId: id,
    position,
    members,
    guests: standing.length - members,
  });
}

/** One person's time in the hall, stay by stay. */
export interface Attendance {
  readonly memberId: string;
  /** Log position of the first check-in: the order attendees are listed in. */
  readonly since: number;
  readonly isIn: boolean;
  readonly stays: readonly { readonly from: Moment; readonly to?: Moment }[];
}

/** Everybody who is or was in the hall, in the order they first came. */
export function attendanceOf({ present, stays }: MeetingRecord): readonly Attendance[] {
  const byMember = new Map<string, { readonly from: Moment; readonly to?: Moment }[]>();
  const add = (memberId: string, stay: { readonly from: Moment; readonly to?: Moment }) =>
    byMember.set(memberId, [...(byMember.get(memberId) ?? []), stay]);
  for (const { memberId, from, to } of stays) add(memberId, to === undefined ? { from } : { from, to });
  for (const [memberId, from] of present) add(memberId, { from });
  return [...byMember]
    .map(([memberId, one]) => ({
      memberId,
      since: one[0]!.from.position,
      isIn: present.has(memberId),
      stays: one,
    }))
    .sort((a, b) => a.since - b.since);
}
