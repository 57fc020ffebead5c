import { Module } from '@nestjs/common';
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
import { ProposalChangedSubscription } from './proposal/proposal-changed.subscription';
import { ProposalQuery } from './proposal/proposal.query';
import { proposalFields } from './proposal/proposal-of.resolvers';

@Module({
  imports: [TalliesModule],
  providers: [
    CertifyResultHandler,
    CertifyResultMutation,
    CloseVotingHandler,
    CloseVotingMutation,
    DraftProposalHandler,
    DraftProposalMutation,
    EditProposalHandler,
    EditProposalMutation,
    ExtendVotingHandler,
    ExtendVotingMutation,
    OpenVotingHandler,
    OpenVotingMutation,
    WithdrawProposalHandler,
    WithdrawProposalMutation,
    ProposalChangedSubscription,
    ProposalQuery,
    ...proposalFields,
  ],
})
export class ProposalsModule {}
