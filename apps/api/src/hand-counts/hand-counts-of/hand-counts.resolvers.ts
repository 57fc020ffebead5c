import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { Assemblies } from '../../platform/assemblies';
import { ProposalType, proposalFrom } from '../../proposals/proposal/proposal.type';
import { HandCountNoted } from '../hand-count-noted.type';
import { handCountFrom, HandCountType } from './hand-count.type';

@Resolver(() => ProposalType)
export class HandCountsOfProposal {
  constructor(private readonly assemblies: Assemblies) {}

  @ResolveField(() => [HandCountType], { description: 'Shows of hands, in the order they were opened.' })
  async handCounts(@CurrentViewer() viewer: Viewer, @Parent() { proposalId }: ProposalType): Promise<HandCountType[]> {
    const assembly = await this.assemblies.open(viewer.assemblyId);
    const proposal = assembly.view.record.proposals.get(proposalId)!;
    return (proposal.state.handCounts ?? []).map((one) => handCountFrom(assembly, proposal, one, viewer));
  }
}

@Resolver(() => HandCountNoted)
export class HandCountNotedFields {
  constructor(private readonly assemblies: Assemblies) {}

  @ResolveField(() => ProposalType, { nullable: true })
  async proposal(
    @CurrentViewer() viewer: Viewer,
    @Parent() { proposalId }: HandCountNoted,
  ): Promise<ProposalType | undefined> {
    return proposalFrom(await this.assemblies.open(viewer.assemblyId), proposalId);
  }

  @ResolveField(() => HandCountType, { nullable: true })
  async handCount(
    @CurrentViewer() viewer: Viewer,
    @Parent() { proposalId, handCountId }: HandCountNoted,
  ): Promise<HandCountType | undefined> {
    const assembly = await this.assemblies.open(viewer.assemblyId);
    const proposal = assembly.view.record.proposals.get(proposalId);
    const state = proposal?.state.handCounts?.find(({ id }) => id === handCountId);
    return proposal && state && handCountFrom(assembly, proposal, state, viewer);
  }
}
