import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { seriesFold, startSeries, streams } from '@plenum/domain';
import { CommandRunner, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';
import { recurrenceFault } from '../series/recurrence';

export interface StartSeriesContent {
  readonly title: string;
  readonly recurrence: string;
  readonly firstAt: string;
  readonly timeZone: string;
  readonly place?: string;
}

/** `seriesId` is the server's new random id: it is not part of what the caller asked for. */
export class StartSeriesCommand extends Command<Answer<RefusalsOf<typeof startSeries>>> {
  constructor(
    readonly origin: Origin,
    readonly content: StartSeriesContent,
    readonly seriesId: string,
  ) {
    super();
  }
}

@CommandHandler(StartSeriesCommand)
export class StartSeriesHandler implements ICommandHandler<StartSeriesCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content, seriesId }: StartSeriesCommand): Promise<Answer<RefusalsOf<typeof startSeries>>> {
    return this.runner.run(origin, {
      name: 'StartSeries',
      content,
      stream: streams.series(seriesId),
      fold: seriesFold,
      facts: async () => ({ recurrenceFault: recurrenceFault(content) }),
      decide: (base, series, facts) => startSeries({ ...base, ...content, seriesId }, series, facts),
    });
  }
}
