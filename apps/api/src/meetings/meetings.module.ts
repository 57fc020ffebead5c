import { Module } from '@nestjs/common';
import { CancelMeetingHandler } from './cancel-meeting/cancel-meeting.handler';
import { CancelMeetingMutation } from './cancel-meeting/cancel-meeting.mutation';
import { CloseMeetingHandler } from './close-meeting/close-meeting.handler';
import { CloseMeetingMutation } from './close-meeting/close-meeting.mutation';
import { ConcludeItemHandler } from './conclude-item/conclude-item.handler';
import { ConcludeItemMutation } from './conclude-item/conclude-item.mutation';
import { ConveneMeetingHandler } from './convene-meeting/convene-meeting.handler';
import { ConveneMeetingMutation } from './convene-meeting/convene-meeting.mutation';
import { EndSeriesHandler } from './end-series/end-series.handler';
import { EndSeriesMutation } from './end-series/end-series.mutation';
import { OpenMeetingHandler } from './open-meeting/open-meeting.handler';
import { OpenMeetingMutation } from './open-meeting/open-meeting.mutation';
import { PauseMeetingHandler } from './pause-meeting/pause-meeting.handler';
import { PauseMeetingMutation } from './pause-meeting/pause-meeting.mutation';
import { PutItemToVoteHandler } from './put-item-to-vote/put-item-to-vote.handler';
import { PutItemToVoteMutation } from './put-item-to-vote/put-item-to-vote.mutation';
import { ResumeMeetingHandler } from './resume-meeting/resume-meeting.handler';
import { ResumeMeetingMutation } from './resume-meeting/resume-meeting.mutation';
import { SetAgendaHandler } from './set-agenda/set-agenda.handler';
import { SetAgendaMutation } from './set-agenda/set-agenda.mutation';
import { StartSeriesHandler } from './start-series/start-series.handler';
import { StartSeriesMutation } from './start-series/start-series.mutation';
import { TakeItemHandler } from './take-item/take-item.handler';
import { TakeItemMutation } from './take-item/take-item.mutation';
import { MeetingChangedSubscription } from './meeting/meeting-changed.subscription';
import { AgendaItemFields, MeetingQuery, MeetingRecordedFields } from './meeting/meeting.query';
import { SeriesQuery, SeriesRecordedFields } from './series/series.query';

@Module({
  providers: [
    ConveneMeetingHandler,
    ConveneMeetingMutation,
    SetAgendaHandler,
    SetAgendaMutation,
    OpenMeetingHandler,
    OpenMeetingMutation,
    TakeItemHandler,
    TakeItemMutation,
    PutItemToVoteHandler,
    PutItemToVoteMutation,
    ConcludeItemHandler,
    ConcludeItemMutation,
    PauseMeetingHandler,
    PauseMeetingMutation,
    ResumeMeetingHandler,
    ResumeMeetingMutation,
    CloseMeetingHandler,
    CloseMeetingMutation,
    CancelMeetingHandler,
    CancelMeetingMutation,
    StartSeriesHandler,
    StartSeriesMutation,
    EndSeriesHandler,
    EndSeriesMutation,
    MeetingQuery,
    AgendaItemFields,
    MeetingRecordedFields,
    MeetingChangedSubscription,
    SeriesQuery,
    SeriesRecordedFields,
  ],
})
export class MeetingsModule {}
