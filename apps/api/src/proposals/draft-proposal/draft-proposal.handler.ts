import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { ProposalState, Wording } from '@plenum/domain';
import type { Origin } from '../../platform/origin';
import type { Enrolment } from '../../roll/enrolment/enrolment';
import type { AskedEnactment } from '../enacts/asked-enactments';
import { Drafts, type DraftAnswer } from '../enacts/drafts';

export interface DraftProposalContent extends Wording {
  readonly drafterId?: string;
  readonly follows?: ProposalState['follows'];
  readonly enacts?: readonly AskedEnactment[];
}

/** `proposalId` is the server's new random id: it is not part of what the caller asked for. Nor may names enter a command's digest. */
export class DraftProposalCommand extends Command<DraftAnswer> {
  constructor(
    readonly origin: Origin,
    readonly content: DraftProposalContent,
    readonly proposalId: string,
    /** Whom the proposal would admit, in the order of those enactments. */
    readonly candidates: readonly Enrolment[] = [],
  ) {
    super();
  }
}

@CommandHandler(DraftProposalCommand)
export class DraftProposalHandler implements ICommandHandler<DraftProposalCommand> {
  constructor(private readonly drafts: Drafts) {}

  execute({ origin, content, proposalId, candidates }: DraftProposalCommand): Promise<DraftAnswer> {
    return this.drafts.draft(origin, {
      deed: 'DraftProposal',
      content,
      proposalId,
      candidates,
      wording: () => content,
    });
  }
}
