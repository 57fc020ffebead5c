import { Module } from '@nestjs/common';
import { Assemblies } from '../platform/assemblies';
import { LiveTallies } from './live-tally/live-tallies';
import { TallyChangedSubscription } from './live-tally/tally-changed.subscription';
import { MyVoiceMovedSubscription } from './my-voice/my-voice-moved.subscription';
import { Standings } from './standings';
import { PowerQuery } from './power/power.query';
import { TallyQuery } from './tally/tally.query';

function standingsOf(assemblies: Assemblies): Standings {
  const standings = new Standings();
  assemblies.onOpen((assembly) => standings.prepare(assembly));
  return standings;
}

@Module({
  providers: [
    PowerQuery,
    LiveTallies,
    MyVoiceMovedSubscription,
    { provide: Standings, inject: [Assemblies], useFactory: standingsOf },
    TallyChangedSubscription,
    TallyQuery,
  ],
  exports: [Standings],
})
export class TalliesModule {}
