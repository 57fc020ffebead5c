import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { BallotRecorded } from '../../ballots/ballot-recorded.type';
import { CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { Assemblies } from '../../platform/assemblies';
import { TallyType } from '../../tallies/tally/tally.type';
import { VoiceType } from '../../tallies/my-voice/voice.type';
import { CarryingType } from '../../delegations/my-delegations/carrying';
import { ProposalRecorded } from '../proposal-recorded.type';
import { proposalFrom, ProposalType } from './proposal.type';

type AboutProposal = { readonly proposalId: string };

/** `proposal` on everything that is about one: after a mutation a client reads its own write here. */
function proposalFieldOf(parent: () => new () => AboutProposal): new (assemblies: Assemblies) => object {
  @Resolver(parent)
  class ProposalField {
    constructor(readonly assemblies: Assemblies) {}

    @ResolveField(() => ProposalType, { nullable: true })
    async proposal(
      @CurrentViewer() viewer: Viewer,
      @Parent() { proposalId }: AboutProposal,
    ): Promise<ProposalType | undefined> {
      return proposalFrom(await this.assemblies.open(viewer.assemblyId), proposalId);
    }
  }
  return ProposalField;
}

export const proposalFields = [BallotRecorded, CarryingType, ProposalRecorded, TallyType, VoiceType].map((type) =>
  proposalFieldOf(() => type as new () => AboutProposal),
);
