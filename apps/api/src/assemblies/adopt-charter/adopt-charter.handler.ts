import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { adoptCharter, assemblyFold, streams, type Charter } from '@plenum/domain';
import { CommandRunner, noFacts, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';

export interface AdoptCharterContent {
  readonly charter: Charter;
  readonly charterVersion: number;
}

export class AdoptCharterCommand extends Command<Answer<RefusalsOf<typeof adoptCharter>>> {
  constructor(
    readonly origin: Origin,
    readonly content: AdoptCharterContent,
  ) {
    super();
  }
}

@CommandHandler(AdoptCharterCommand)
export class AdoptCharterHandler implements ICommandHandler<AdoptCharterCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: AdoptCharterCommand): Promise<Answer<RefusalsOf<typeof adoptCharter>>> {
    return this.runner.run(origin, {
      name: 'AdoptCharter',
      content,
      stream: streams.assembly(),
      fold: assemblyFold,
      facts: noFacts,
      decide: (base, assembly) => adoptCharter({ ...base, ...content }, assembly),
    });
  }
}
