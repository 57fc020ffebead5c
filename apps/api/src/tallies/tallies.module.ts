import { Module } from '@nestjs/common';
import { LiveTallies } from './live-tally/live-tallies';
import { TallyChangedSubscription } from './live-tally/tally-changed.subscription';
import { MyVoiceMovedSubscription } from './my-voice/my-voice-moved.subscription';
import { Standings } from './standings';
import { PowerQuery } from './power/power.query';
import { TallyQuery } from './tally/tally.query';

@Module({
  providers: [
    PowerQuery,
    LiveTallies,
    MyVoiceMovedSubscription,
    { provide: Standings, useFactory: () => new Standings() },
    TallyChangedSubscription,
    TallyQuery,
  ],
  exports: [Standings],
})
export class TalliesModule {}
