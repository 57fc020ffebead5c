import { Module } from '@nestjs/common';
import { RollModule } from '../roll/roll.module';
import { TalliesModule } from '../tallies/tallies.module';
import { CertifyResultHandler } from './certify-result/certify-result.handler';
import { CertifyResultMutation } from './certify-result/certify-result.mutation';
import { CloseVotingHandler } from './close-voting/close-voting.handler';
import { CloseVotingMutation } from './close-voting/close-voting.mutation';
import { DraftProposalHandler } from './draft-proposal/draft-proposal.handler';
import { DraftProposalMutation } from './draft-proposal/draft-proposal.mutation';
import { EditProposalHandler } from './edit-proposal/edit-proposal.handler';
import { EditProposalMutation } from './edit-proposal/edit-proposal.mutation';
import { ExtendVotingHandler } from './extend-voting/extend-voting.handler';
import { ExtendVotingMutation } from './extend-voting/extend-voting.mutation';
import { OpenVotingHandler } from './open-voting/open-voting.handler';
import { OpenVotingMutation } from './open-voting/open-voting.mutation';
import { WithdrawProposalHandler } from './withdraw-proposal/withdraw-proposal.handler';
import { WithdrawProposalMutation } from './withdraw-proposal/withdraw-proposal.mutation';
import { AdvanceProposalHandler } from './advance-proposal/advance-proposal.handler';
import { CallReviewHandler } from './call-review/call-review.handler';
import { DemandEscalationHandler } from './demand-escalation/demand-escalation.handler';
import { DemandEscalationMutation } from './demand-escalation/demand-escalation.mutation';
import { EscalateProposalHandler } from './escalate-proposal/escalate-proposal.handler';
import { FollowProposalHandler } from './follow-proposal/follow-proposal.handler';
import { FollowProposalMutation } from './follow-proposal/follow-proposal.mutation';
import { OfferAlternativeHandler } from './offer-alternative/offer-alternative.handler';
import { OfferAlternativeMutation } from './offer-alternative/offer-alternative.mutation';
import { StateOutcomeHandler } from './state-outcome/state-outcome.handler';
import { StateOutcomeMutation } from './state-outcome/state-outcome.mutation';
import { SubmitProposalHandler } from './submit-proposal/submit-proposal.handler';
import { SubmitProposalMutation } from './submit-proposal/submit-proposal.mutation';
import { SupportProposalHandler } from './support-proposal/support-proposal.handler';
import { SupportProposalMutation } from './support-proposal/support-proposal.mutation';
import { WithdrawSupportHandler } from './withdraw-support/withdraw-support.handler';
import { WithdrawSupportMutation } from './withdraw-support/withdraw-support.mutation';
import { Drafts } from './enacts/drafts';
import { ProposalLifeResolver } from './proposal/proposal-life.resolver';
import { ProposalOutcomeResolver } from './proposal/proposal-outcome.resolver';
import { ReviewsDueQuery } from './reviews-due/reviews-due.query';
import { ProposalChangedSubscription } from './proposal/proposal-changed.subscription';
import { ProposalQuery } from './proposal/proposal.query';
import { proposalFields } from './proposal/proposal-of.resolvers';

const handlers = [
  AdvanceProposalHandler,
  CallReviewHandler,
  CertifyResultHandler,
  CloseVotingHandler,
  DemandEscalationHandler,
  DraftProposalHandler,
  EditProposalHandler,
  EscalateProposalHandler,
  ExtendVotingHandler,
  FollowProposalHandler,
  OfferAlternativeHandler,
  OpenVotingHandler,
  StateOutcomeHandler,
  SubmitProposalHandler,
  SupportProposalHandler,
  WithdrawProposalHandler,
  WithdrawSupportHandler,
];
const mutations = [
  CertifyResultMutation,
  CloseVotingMutation,
  DemandEscalationMutation,
  DraftProposalMutation,
  EditProposalMutation,
  ExtendVotingMutation,
  FollowProposalMutation,
  OfferAlternativeMutation,
  OpenVotingMutation,
  StateOutcomeMutation,
  SubmitProposalMutation,
  SupportProposalMutation,
  WithdrawProposalMutation,
  WithdrawSupportMutation,
];
const views = [
  ProposalQuery,
  ReviewsDueQuery,
  ProposalLifeResolver,
  ProposalOutcomeResolver,
  ProposalChangedSubscription,
  ...proposalFields,
];

/** What an assembly decides on: from a draft to its outcome. */
@Module({
  imports: [TalliesModule, RollModule],
  providers: [Drafts, ...handlers, ...mutations, ...views],
})
export class ProposalsModule {}
