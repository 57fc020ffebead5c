import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { proposalFold, streams, submitProposal, type Editor } from '@plenum/domain';
import { CommandRunner, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';
import { assemblyFacts } from '../proposal-facts';

export interface SubmitProposalContent {
  readonly proposalId: string;
  readonly editor: Editor;
}

export class SubmitProposalCommand extends Command<Answer<RefusalsOf<typeof submitProposal>>> {
  constructor(
    readonly origin: Origin,
    readonly content: SubmitProposalContent,
  ) {
    super();
  }
}

@CommandHandler(SubmitProposalCommand)
export class SubmitProposalHandler implements ICommandHandler<SubmitProposalCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: SubmitProposalCommand): Promise<Answer<RefusalsOf<typeof submitProposal>>> {
    return this.runner.run(origin, {
      name: 'SubmitProposal',
      content,
      stream: streams.proposal(content.proposalId),
      fold: proposalFold,
      facts: assemblyFacts,
      decide: (base, proposal, facts) => submitProposal({ ...base, ...content }, proposal, facts),
    });
  }
}
