import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { endSeries, seriesFold, streams } from '@plenum/domain';
import { CommandRunner, noFacts, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';

export interface EndSeriesContent {
  readonly seriesId: string;
  readonly reason: string;
}

export class EndSeriesCommand extends Command<Answer<RefusalsOf<typeof endSeries>>> {
  constructor(
    readonly origin: Origin,
    readonly content: EndSeriesContent,
  ) {
    super();
  }
}

@CommandHandler(EndSeriesCommand)
export class EndSeriesHandler implements ICommandHandler<EndSeriesCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: EndSeriesCommand): Promise<Answer<RefusalsOf<typeof endSeries>>> {
    return this.runner.run(origin, {
      name: 'EndSeries',
      content,
      stream: streams.series(content.seriesId),
      fold: seriesFold,
      facts: noFacts,
      decide: (base, series) => endSeries({ ...base, ...content }, series),
    });
  }
}
