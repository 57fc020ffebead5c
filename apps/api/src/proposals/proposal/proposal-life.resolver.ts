import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import {
  demandsOf,
  Fault,
  harmonicOrder,
  policyFor,
  repealedBy,
  supportersOf,
  supportersOfAlternative,
  type AssemblyRecord,
  type ProposalRecord,
} from '@plenum/domain';
import { CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { Assemblies, type OpenAssembly } from '../../platform/assemblies';
import { memberFrom } from '../../roll/member.type';
import { AlternativeType, EscalationType, ReviewType, SupportType } from './lifecycle.type';
import { proposalFrom, ProposalType } from './proposal.type';

/** The proposal of a parent that `proposalFrom` made. */
export async function recordOf(
  assemblies: Assemblies,
  { assemblyId }: Viewer,
  { proposalId }: ProposalType,
): Promise<{ assembly: OpenAssembly; record: AssemblyRecord; proposal: ProposalRecord }> {
  const assembly = await assemblies.open(assemblyId);
  const { record } = assembly.view;
  const proposal = record.proposals.get(proposalId);
  if (proposal === undefined) throw new Fault(`proposal ${proposalId} is gone from the record`);
  return { assembly, record, proposal };
}

/** A proposal's way to its vote, and how others go on from it. */
@Resolver(() => ProposalType)
export class ProposalLifeResolver {
  constructor(private readonly assemblies: Assemblies) {}

  @ResolveField(() => SupportType)
  async support(@CurrentViewer() viewer: Viewer, @Parent() parent: ProposalType): Promise<SupportType> {
    const { record, proposal } = await recordOf(this.assemblies, viewer, parent);
    const needed = policyFor(record.assembly, proposal.state)?.lifecycle?.admission?.supporters;
    return {
      supporters: supportersOf(record, proposal),
      asked: record.roll.members.count(({ votes }) => votes),
      mine: proposal.support?.get(viewer.memberId ?? '')?.supports ?? false,
      ...(needed === undefined ? {} : { needed }),
    };
  }

  @ResolveField(() => [AlternativeType], { description: 'In harmonic order, the weightiest first.' })
  async alternatives(@CurrentViewer() viewer: Viewer, @Parent() parent: ProposalType): Promise<AlternativeType[]> {
    const { assembly, record, proposal } = await recordOf(this.assemblies, viewer, parent);
    const competing = (proposal.state.alternatives ?? []).map((alternative) => ({
      id: alternative,
      supporters: new Set(supportersOfAlternative(record, proposal, alternative.id)),
    }));
    const heads = new Map(competing.map(({ id, supporters }) => [id, supporters.size]));
    return harmonicOrder(competing).map(({ id: { id, option, text, authorId }, weight }, index, all) => ({
      id,
      option,
      text,
      author: memberFrom(assembly, authorId),
      supporters: heads.get(all[index]!.id)!,
      harmonicWeight: weight.toString(),
    }));
  }

  @ResolveField(() => EscalationType, {
    nullable: true,
    description: 'Null where its policy names no stricter one, and once it is over.',
  })
  async escalation(
    @CurrentViewer() viewer: Viewer,
    @Parent() parent: ProposalType,
  ): Promise<EscalationType | undefined> {
    const { record, proposal } = await recordOf(this.assemblies, viewer, parent);
    const escalation = policyFor(record.assembly, proposal.state)?.escalation;
    return escalation && { ...escalation, demands: [...demandsOf(record, proposal)] };
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'The policy it had before a class asked for a stricter one.',
  })
  async escalatedFrom(@CurrentViewer() viewer: Viewer, @Parent() parent: ProposalType): Promise<string | undefined> {
    return (await recordOf(this.assemblies, viewer, parent)).proposal.state.escalated?.from;
  }

  @ResolveField(() => ProposalType, { nullable: true, description: 'The earlier proposal that this one goes on from.' })
  async follows(@CurrentViewer() viewer: Viewer, @Parent() parent: ProposalType): Promise<ProposalType | undefined> {
    const { assembly, proposal } = await recordOf(this.assemblies, viewer, parent);
    const { follows } = proposal.state;
    return follows && proposalFrom(assembly, follows.proposalId);
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'second-reading, reformulation, amendment or repeal',
  })
  async followsAs(@CurrentViewer() viewer: Viewer, @Parent() parent: ProposalType): Promise<string | undefined> {
    return (await recordOf(this.assemblies, viewer, parent)).proposal.state.follows?.as;
  }

  @ResolveField(() => [ProposalType], { description: 'Proposals that go on from this one, oldest first.' })
  async followedBy(@CurrentViewer() viewer: Viewer, @Parent() parent: ProposalType): Promise<ProposalType[]> {
    const { assembly, proposal } = await recordOf(this.assemblies, viewer, parent);
    return (proposal.followedBy ?? []).map((id) => proposalFrom(assembly, id)!);
  }

  @ResolveField(() => ProposalType, { nullable: true, description: 'The later decision by which it no longer holds.' })
  async repealedBy(@CurrentViewer() viewer: Viewer, @Parent() parent: ProposalType): Promise<ProposalType | undefined> {
    const { assembly, record, proposal } = await recordOf(this.assemblies, viewer, parent);
    const later = repealedBy(record, proposal);
    return later === undefined ? undefined : proposalFrom(assembly, later);
  }

  @ResolveField(() => ReviewType, { nullable: true })
  async review(@CurrentViewer() viewer: Viewer, @Parent() parent: ProposalType): Promise<ReviewType | undefined> {
    const { reviewAt, reviewDueSince } = (await recordOf(this.assemblies, viewer, parent)).proposal.state;
    if (reviewAt === undefined && reviewDueSince === undefined) return undefined;
    return {
      ...(reviewAt === undefined ? {} : { at: reviewAt }),
      ...(reviewDueSince === undefined ? {} : { dueSince: reviewDueSince }),
    };
  }
}
