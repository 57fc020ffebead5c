import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { proposalFold, streams, withdrawProposal, type Editor } from '@plenum/domain';
import { CommandRunner, noFacts, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';
export interface WithdrawProposalContent {
  readonly proposalId: string;
  readonly editor: Editor;
  readonly reason: string;
}

export class WithdrawProposalCommand extends Command<Answer<RefusalsOf<typeof withdrawProposal>>> {
  constructor(
    readonly origin: Origin,
    readonly content: WithdrawProposalContent,
  ) {
    super();
  }
}

@CommandHandler(WithdrawProposalCommand)
export class WithdrawProposalHandler implements ICommandHandler<WithdrawProposalCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: WithdrawProposalCommand): Promise<Answer<RefusalsOf<typeof withdrawProposal>>> {
    return this.runner.run(origin, {
      name: 'WithdrawProposal',
      content,
      stream: streams.proposal(content.proposalId),
      fold: proposalFold,
      facts: noFacts,
      decide: (base, proposal) => withdrawProposal({ ...base, ...content }, proposal),
    });
  }
}
