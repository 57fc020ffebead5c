import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { extendVoting, proposalFold, streams } from '@plenum/domain';
import { CommandRunner, noFacts, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';
export interface ExtendVotingContent {
  readonly proposalId: string;
  readonly closesAt: string;
  readonly reason: string;
}

export class ExtendVotingCommand extends Command<Answer<RefusalsOf<typeof extendVoting>>> {
  constructor(
    readonly origin: Origin,
    readonly content: ExtendVotingContent,
  ) {
    super();
  }
}

@CommandHandler(ExtendVotingCommand)
export class ExtendVotingHandler implements ICommandHandler<ExtendVotingCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: ExtendVotingCommand): Promise<Answer<RefusalsOf<typeof extendVoting>>> {
    return this.runner.run(origin, {
      name: 'ExtendVoting',
      content,
      stream: streams.proposal(content.proposalId),
      fold: proposalFold,
      facts: noFacts,
      decide: (base, proposal) => extendVoting({ ...base, ...content }, proposal),
    });
  }
}
