import { Args, ID, Resolver, Subscription } from '@nestjs/graphql';
import type { StoredEvent } from '@plenum/domain';
import { AccessForAll, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { viewerFeed } from '../../platform/access/viewer-feed';
import { Assemblies } from '../../platform/assemblies';
import type { Feed } from '../../platform/feed';
import { localId } from '../../platform/graphql/global-id';
import { MeetingPresenceType, presenceIn } from './presence.type';

@Resolver()
export class PresenceChangedSubscription {
  constructor(private readonly assemblies: Assemblies) {}

  @AccessForAll()
  @Subscription(() => MeetingPresenceType, {
    resolve: (presence: MeetingPresenceType) => presence,
    description:
      'Who is in the hall, in numbers: as it stands, then after every check-in and check-out. A slow reader gets the newest only.',
  })
  async presenceChanged(
    @CurrentViewer() viewer: Viewer,
    @Args('meetingId', { type: () => ID }) id: string,
  ): Promise<Feed<MeetingPresenceType>> {
    const { view } = await this.assemblies.open(viewer.assemblyId);
    const meetingId = localId('Meeting', id);
    return viewerFeed<MeetingPresenceType>(
      viewer,
      (source) => {
        const tell = () => {
          const meeting = view.record.meetings.get(meetingId);
          if (meeting !== undefined) source.push(presenceIn(view.record, meeting));
        };
        tell();
        return view.listen(({ events }) => {
          if (events.some((event) => movesPresence(event, meetingId))) tell();
        });
      },
      true,
    );
  }
}

/** A member who is struck or comes to vote is counted otherwise, without a step through the door. */
function movesPresence({ type, data }: StoredEvent, meetingId: string): boolean {
  if (type === 'MemberStruck' || type === 'MemberAmended' || type === 'MemberReadmitted') return true;
  const isDoor = type === 'MemberCheckedIn' || type === 'MemberCheckedOut' || type === 'MeetingClosed';
  return isDoor && data.meetingId === meetingId;
}
