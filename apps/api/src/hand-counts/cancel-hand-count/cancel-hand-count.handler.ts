import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { cancelHandCount, proposalFold, streams } from '@plenum/domain';
import { CommandRunner, noFacts, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';

export interface CancelHandCountContent {
  readonly proposalId: string;
  readonly handCountId: string;
  readonly reason: string;
}

export class CancelHandCountCommand extends Command<Answer<RefusalsOf<typeof cancelHandCount>>> {
  constructor(
    readonly origin: Origin,
    readonly content: CancelHandCountContent,
  ) {
    super();
  }
}

@CommandHandler(CancelHandCountCommand)
export class CancelHandCountHandler implements ICommandHandler<CancelHandCountCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: CancelHandCountCommand): Promise<Answer<RefusalsOf<typeof cancelHandCount>>> {
    return this.runner.run(origin, {
      name: 'CancelHandCount',
      content,
      stream: streams.proposal(content.proposalId),
      fold: proposalFold,
      facts: noFacts,
      decide: (base, proposal) => cancelHandCount({ ...base, ...content }, proposal),
    });
  }
}
