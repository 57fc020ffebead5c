import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { proposalFold, type ProposalState, type Wording } from '@plenum/domain';
import type { Origin } from '../../platform/origin';
import type { Enrolment } from '../../roll/enrolment/enrolment';
import type { AskedEnactment } from '../enacts/asked-enactments';
import { Drafts, type DraftAnswer } from '../enacts/drafts';

export interface FollowProposalContent {
  readonly follows: NonNullable<ProposalState['follows']>;
  /** What is not named reads as in the proposal that is followed. */
  readonly changes: Partial<Wording>;
  readonly drafterId?: string;
  readonly enacts?: readonly AskedEnactment[];
}

/** As for any draft, `proposalId` and the candidates' names are not part of what the caller asked for. */
export class FollowProposalCommand extends Command<DraftAnswer> {
  constructor(
    readonly origin: Origin,
    readonly content: FollowProposalContent,
    readonly proposalId: string,
    readonly candidates: readonly Enrolment[] = [],
  ) {
    super();
  }
}

@CommandHandler(FollowProposalCommand)
export class FollowProposalHandler implements ICommandHandler<FollowProposalCommand> {
  constructor(private readonly drafts: Drafts) {}

  execute({ origin, content, proposalId, candidates }: FollowProposalCommand): Promise<DraftAnswer> {
    return this.drafts.draft(origin, {
      deed: 'FollowProposal',
      content,
      proposalId,
      candidates,
      wording: ({ followed }) => ({ ...(followed ?? proposalFold.initial).wording, ...content.changes }),
    });
  }
}
