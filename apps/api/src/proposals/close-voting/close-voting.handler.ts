import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { closeVoting, proposalFold, streams } from '@plenum/domain';
import { CommandRunner, noFacts, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';
export interface CloseVotingContent {
  readonly proposalId: string;
  readonly cause: 'deadline' | 'chair';
  readonly reason?: string;
}

export class CloseVotingCommand extends Command<Answer<RefusalsOf<typeof closeVoting>>> {
  constructor(
    readonly origin: Origin,
    readonly content: CloseVotingContent,
  ) {
    super();
  }
}

@CommandHandler(CloseVotingCommand)
export class CloseVotingHandler implements ICommandHandler<CloseVotingCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: CloseVotingCommand): Promise<Answer<RefusalsOf<typeof closeVoting>>> {
    return this.runner.run(origin, {
      name: 'CloseVoting',
      content,
      stream: streams.proposal(content.proposalId),
      fold: proposalFold,
      facts: noFacts,
      decide: (base, proposal) => closeVoting({ ...base, ...content }, proposal),
    });
  }
}
