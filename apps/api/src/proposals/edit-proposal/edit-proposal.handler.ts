import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { editProposal, proposalFold, streams, type Editor, type Wording } from '@plenum/domain';
import { CommandRunner, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';
import { assemblyFacts } from '../proposal-facts';
export interface EditProposalContent {
  readonly proposalId: string;
  readonly editor: Editor;
  readonly changes: Partial<Wording>;
}

export class EditProposalCommand extends Command<Answer<RefusalsOf<typeof editProposal>>> {
  constructor(
    readonly origin: Origin,
    readonly content: EditProposalContent,
  ) {
    super();
  }
}

@CommandHandler(EditProposalCommand)
export class EditProposalHandler implements ICommandHandler<EditProposalCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: EditProposalCommand): Promise<Answer<RefusalsOf<typeof editProposal>>> {
    return this.runner.run(origin, {
      name: 'EditProposal',
      content,
      stream: streams.proposal(content.proposalId),
      fold: proposalFold,
      facts: assemblyFacts,
      decide: (base, proposal, facts) => editProposal({ ...base, ...content }, proposal, facts),
    });
  }
}
