import { Args, Field, ID, Int, ObjectType, Resolver, Subscription } from '@nestjs/graphql';
import type { StoredEvent } from '@plenum/domain';
import { AccessForAll, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { viewerFeed } from '../../platform/access/viewer-feed';
import { Assemblies } from '../../platform/assemblies';
import type { Feed } from '../../platform/feed';
import { localId } from '../../platform/graphql/global-id';
import { meetingFrom, MeetingType } from './meeting.type';

@ObjectType('MeetingChange')
export class MeetingChangeType {
  @Field(() => Int, { description: 'Log position of the change.' })
  position!: number;
  @Field(() => String, {
    nullable: true,
    description:
      'The kind of event, such as MeetingOpened; null in the first message, which tells how the meeting stands.',
  })
  event?: string;
  @Field(() => MeetingType, { description: 'The meeting as it stands now.' })
  meeting!: MeetingType;
}

@Resolver()
export class MeetingChangedSubscription {
  constructor(private readonly assemblies: Assemblies) {}

  @AccessForAll()
  @Subscription(() => MeetingChangeType, {
    resolve: (change: MeetingChangeType) => change,
    description: 'Every step of a meeting, check-ins and check-outs included: what a projector and a desk watch.',
  })
  async meetingChanged(
    @CurrentViewer() viewer: Viewer,
    @Args('meetingId', { type: () => ID }) id: string,
  ): Promise<Feed<MeetingChangeType>> {
    const { view } = await this.assemblies.open(viewer.assemblyId);
    const meetingId = localId('Meeting', id);
    return viewerFeed<MeetingChangeType>(viewer, (source) => {
      const now = view.record.meetings.get(meetingId);
      if (now !== undefined) source.push({ position: view.record.position, meeting: meetingFrom(now) });
      return view.listen(({ after, events }) => {
        const meeting = after.meetings.get(meetingId);
        if (meeting === undefined) return;
        for (const event of events.filter((one) => isAbout(one, meetingId))) {
          source.push({ position: event.position, event: event.type, meeting: meetingFrom(meeting) });
        }
      });
    });
  }
}

function isAbout({ data }: StoredEvent, meetingId: string): boolean {
  return 'meetingId' in data && data.meetingId === meetingId;
}
