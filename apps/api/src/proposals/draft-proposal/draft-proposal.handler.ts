import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { draftProposal, proposalFold, streams, type Enactment, type ProposalState, type Wording } from '@plenum/domain';
import { CommandRunner, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';
import { draftingFacts } from '../proposal-facts';

export interface DraftProposalContent extends Wording {
  readonly drafterId?: string;
  readonly follows?: ProposalState['follows'];
  readonly enacts?: readonly Enactment[];
}

/** `proposalId` is the server's new random id: it is not part of what the caller asked for. */
export class DraftProposalCommand extends Command<Answer<RefusalsOf<typeof draftProposal>>> {
  constructor(
    readonly origin: Origin,
    readonly content: DraftProposalContent,
    readonly proposalId: string,
  ) {
    super();
  }
}

@CommandHandler(DraftProposalCommand)
export class DraftProposalHandler implements ICommandHandler<DraftProposalCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content, proposalId }: DraftProposalCommand): Promise<Answer<RefusalsOf<typeof draftProposal>>> {
    return this.runner.run(origin, {
      name: 'DraftProposal',
      content,
      stream: streams.proposal(proposalId),
      fold: proposalFold,
      facts: draftingFacts(content.follows),
      decide: (base, proposal, facts) => draftProposal({ ...base, ...content, proposalId }, proposal, facts),
    });
  }
}
