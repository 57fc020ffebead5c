import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { Assemblies } from '../../platform/assemblies';
import { byNumber, nodesAs, pageOf, PageArgs, type Connection } from '../../platform/graphql/connection';
import { memberFrom, MemberType } from '../../roll/member.type';
import { MeetingType } from '../../meetings/meeting/meeting.type';
import { meetingFrom } from '../../meetings/meeting/meeting.type';
import { PresenceRecorded } from '../presence-recorded.type';
import { AttendeeConnection, attendanceOf, AttendeeType, MeetingPresenceType, presenceIn } from './presence.type';

@Resolver(() => MeetingType)
export class PresenceOfMeeting {
  constructor(private readonly assemblies: Assemblies) {}

  @ResolveField(() => MeetingPresenceType)
  async presence(@CurrentViewer() viewer: Viewer, @Parent() { meetingId }: MeetingType): Promise<MeetingPresenceType> {
    const { record } = (await this.assemblies.open(viewer.assemblyId)).view;
    return presenceIn(record, record.meetings.get(meetingId)!);
  }
}

@Resolver(() => MeetingPresenceType)
export class AttendeesOfMeeting {
  constructor(private readonly assemblies: Assemblies) {}

  @ResolveField(() => AttendeeConnection, {
    nullable: true,
    description:
      'Everybody who is or was in, in the order they came. For the registrar, the chair and the auditor; null to others.',
  })
  async attendees(
    @CurrentViewer() viewer: Viewer,
    @Parent() { meetingId }: MeetingPresenceType,
    @Args() page: PageArgs,
  ): Promise<Connection<AttendeeType> | undefined> {
    if (!(['registrar', 'chair', 'auditor'] as const).some((role) => viewer.roles.has(role))) return undefined;
    const assembly = await this.assemblies.open(viewer.assemblyId);
    const all = attendanceOf(assembly.view.record.meetings.get(meetingId)!);
    const asked = pageOf(all, page, ({ since }) => String(since), byNumber);
    return nodesAs(asked, ({ memberId, isIn, stays }) => ({
      member: memberFrom(assembly, memberId),
      isIn,
      stays: stays.map(({ from, to }) => ({ from: from.at, ...(to && { to: to.at }) })),
    }));
  }
}

/** After a mutation a desk reads its own write here. */
@Resolver(() => PresenceRecorded)
export class PresenceRecordedFields {
  constructor(private readonly assemblies: Assemblies) {}

  @ResolveField(() => MemberType)
  async member(@CurrentViewer() viewer: Viewer, @Parent() { memberId }: PresenceRecorded): Promise<MemberType> {
    return memberFrom(await this.assemblies.open(viewer.assemblyId), memberId);
  }

  @ResolveField(() => MeetingType)
  async meeting(@CurrentViewer() viewer: Viewer, @Parent() { meetingId }: PresenceRecorded): Promise<MeetingType> {
    const { view } = await this.assemblies.open(viewer.assemblyId);
    return meetingFrom(view.record.meetings.get(meetingId)!);
  }
}
