import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { openVoting, proposalFold, streams } from '@plenum/domain';
import { CommandRunner, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';
import { openingFacts } from '../proposal-facts';
export interface OpenVotingContent {
  readonly proposalId: string;
  readonly closesAt?: string;
}

export class OpenVotingCommand extends Command<Answer<RefusalsOf<typeof openVoting>>> {
  constructor(
    readonly origin: Origin,
    readonly content: OpenVotingContent,
  ) {
    super();
  }
}

@CommandHandler(OpenVotingCommand)
export class OpenVotingHandler implements ICommandHandler<OpenVotingCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: OpenVotingCommand): Promise<Answer<RefusalsOf<typeof openVoting>>> {
    return this.runner.run(origin, {
      name: 'OpenVoting',
      content,
      stream: streams.proposal(content.proposalId),
      fold: proposalFold,
      facts: openingFacts,
      decide: (base, proposal, facts) => openVoting({ ...base, ...content }, proposal, facts),
    });
  }
}
