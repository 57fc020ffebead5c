import { type DynamicModule, Module } from '@nestjs/common';
import type { EventLogs } from '@plenum/event-log';
import { AssembliesModule } from './assemblies/assemblies.module';
import { BallotsModule } from './ballots/ballots.module';
import { CommissionsModule } from './commissions/commissions.module';
import { DeadlinesModule } from './deadlines/deadlines.module';
import { DelegationsModule } from './delegations/delegations.module';
import { HandCountsModule } from './hand-counts/hand-counts.module';
import { HistoryModule } from './history/history.module';
import { MeetingsModule } from './meetings/meetings.module';
import { MinutesModule } from './minutes/minutes.module';
import { Clock } from './platform/clock';
import type { Config } from './platform/config';
import { graphqlModule } from './platform/graphql/graphql.module';
import { PlatformModule } from './platform/platform.module';
import { ProofModule } from './proof/proof.module';
import { PresenceModule } from './presence/presence.module';
import { ProposalsModule } from './proposals/proposals.module';
import { RemindersModule } from './reminders/reminders.module';
import { RollModule } from './roll/roll.module';
import { SimulationModule } from './simulation/simulation.module';
import { TalliesModule } from './tallies/tallies.module';

/** One module for each noun, on one platform. */
@Module({})
export class AppModule {
  static with(config: Config, logs: EventLogs, clock = new Clock()): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with(config, logs, clock),
        graphqlModule(),
        AssembliesModule,
        RollModule,
        DelegationsModule,
        ProposalsModule,
        BallotsModule,
        CommissionsModule,
        PresenceModule,
        HandCountsModule,
        MeetingsModule,
        MinutesModule,
        TalliesModule,
        SimulationModule,
        HistoryModule,
        ProofModule.with(config),
        DeadlinesModule,
        RemindersModule.with(config),
      ],
    };
  }
}
