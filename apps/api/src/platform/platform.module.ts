import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import type { EventLogs } from '@plenum/event-log';
import { AccessGuard } from './access/access.guard';
import { Tokens } from './access/tokens';
import { Assemblies } from './assemblies';
import { Clock } from './clock';
import { CommandRunner } from './command-runner';
import { processDirOf, type Config } from './config';
import { PassErrorsOn } from './graphql/error-format';
import { InvalidInputInterceptor, inputValidation } from './graphql/input-validation';
import { LogHealth } from './log-health';
import { probeFolder } from './probe';
import { Snapshots } from './snapshots';

/** What every slice stands on: logs, runner, clock, access. The store is given from outside: SQLite, memory, or another. */
@Global()
@Module({})
export class PlatformModule {
  static with(config: Config, logs: EventLogs, clock: Clock): DynamicModule {
    return {
      module: PlatformModule,
      imports: [CqrsModule.forRoot()],
      providers: [
        { provide: Clock, useValue: clock },
        CommandRunner,
        // Of a cluster nothing cheap can be asked: there a refusal is forgotten after a while.
        {
          provide: LogHealth,
          useValue: new LogHealth(logs.shared === true ? undefined : () => probeFolder(config.dataDir)),
        },
        // Read here, and not by Nest, which would print the trace of what the disk says no to.
        { provide: Tokens, useValue: Tokens.in(config.dataDir, () => clock.now()) },
        { provide: Assemblies, useValue: new Assemblies(logs, new Snapshots(processDirOf(config)), config.dataDir) },
        { provide: APP_FILTER, useClass: PassErrorsOn },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_INTERCEPTOR, useClass: InvalidInputInterceptor },
        { provide: APP_PIPE, useFactory: inputValidation },
      ],
      exports: [Clock, CommandRunner, LogHealth, Tokens, Assemblies, CqrsModule],
    };
  }
}
