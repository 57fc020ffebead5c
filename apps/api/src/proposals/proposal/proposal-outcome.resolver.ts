import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { objectionsTo, suspensionOf } from '@plenum/domain';
import { CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { Assemblies } from '../../platform/assemblies';
import { memberFrom } from '../../roll/member.type';
import { EnactmentType, ObjectionType } from './lifecycle.type';
import { recordOf } from './proposal-life.resolver';
import { ProposalType, SuspensionType } from './proposal.type';

/** What came of a proposal, in words and in deeds. */
@Resolver(() => ProposalType)
export class ProposalOutcomeResolver {
  constructor(private readonly assemblies: Assemblies) {}

  @ResolveField(() => String, { nullable: true, description: 'The outcome in the words of the chair.' })
  async outcomeText(@CurrentViewer() viewer: Viewer, @Parent() parent: ProposalType): Promise<string | undefined> {
    return (await recordOf(this.assemblies, viewer, parent)).proposal.state.outcomeText;
  }

  @ResolveField(() => SuspensionType, {
    nullable: true,
    description:
      'Where the hall decides and those online can suspend: how it stands now. The tally counts both together.',
  })
  async suspension(
    @CurrentViewer() viewer: Viewer,
    @Parent() parent: ProposalType,
  ): Promise<SuspensionType | undefined> {
    const { record } = await recordOf(this.assemblies, viewer, parent);
    const standing = suspensionOf(record, parent.proposalId);
    return standing && { outcome: standing.outcome, ...standing.suspension };
  }

  @ResolveField(() => [ObjectionType], {
    description: 'Objections and blocks that give a reason, on a vote by consent.',
  })
  async objections(@CurrentViewer() viewer: Viewer, @Parent() parent: ProposalType): Promise<ObjectionType[]> {
    const { assembly, record, proposal } = await recordOf(this.assemblies, viewer, parent);
    return objectionsTo(record, proposal).map(({ memberId, choice, reason }) => ({
      member: memberFrom(assembly, memberId),
      choice,
      reason,
    }));
  }

  @ResolveField(() => [EnactmentType], { description: 'What adoption does, and, once certified, what came of it.' })
  async enacts(@CurrentViewer() viewer: Viewer, @Parent() parent: ProposalType): Promise<EnactmentType[]> {
    const { assembly, proposal } = await recordOf(this.assemblies, viewer, parent);
    const { enacts = [], enacted } = proposal.state;
    return enacts.map((terms, index) => {
      const name = 'memberId' in terms ? assembly.names.get(terms.memberId)?.name : undefined;
      return { kind: terms.kind, terms, ...(name === undefined ? {} : { memberName: name }), ...enacted?.[index] };
    });
  }
}
