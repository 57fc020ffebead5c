import { Args, Field, ID, Int, ObjectType, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { ArgsType } from '@nestjs/graphql';
import { IsEnum, IsOptional, IsString } from 'class-validator';
import { AccessForAll, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { Assemblies } from '../../platform/assemblies';
import { byNumber, pageOf, PageArgs, type Connection } from '../../platform/graphql/connection';
import { localId } from '../../platform/graphql/global-id';
import { Json } from '../../platform/graphql/scalars';
import { memberFrom, MemberType } from '../../roll/member.type';
import { Standings } from '../../tallies/standings';
import { tallyFrom } from '../../tallies/tally/tally-from';
import { TallyType } from '../../tallies/tally/tally.type';
import { voiceOf } from '../../tallies/my-voice/voice-of';
import { VoiceType } from '../../tallies/my-voice/voice.type';
import { ProposalConnection, proposalFrom, ProposalStatus, ProposalType } from './proposal.type';

@ArgsType()
export class ProposalsArgs extends PageArgs {
  @Field(() => ProposalStatus, { nullable: true })
  @IsOptional()
  @IsEnum(ProposalStatus)
  status?: ProposalStatus;

  @Field(() => String, { nullable: true, description: 'Only proposals in this area or below it.' })
  @IsOptional()
  @IsString()
  area?: string;
}

@ObjectType('OwnBallot')
export class OwnBallotType {
  @Field(() => Json)
  choice!: unknown;
  @Field(() => String)
  channel!: string;
}

@Resolver(() => ProposalType)
export class ProposalQuery {
  constructor(
    private readonly assemblies: Assemblies,
    private readonly standings: Standings,
  ) {}

  @AccessForAll()
  @Query(() => ProposalConnection, { description: 'Newest first.' })
  async proposals(@CurrentViewer() viewer: Viewer, @Args() args: ProposalsArgs): Promise<Connection<ProposalType>> {
    const assembly = await this.assemblies.open(viewer.assemblyId);
    const all = assembly.view.record.proposals.valueSeq().sortBy((proposal) => -proposal.draftedAt);
    const wanted = all.filter(({ state }) => matches(state.status, state.wording.area, args)).toArray();
    const page = pageOf(
      wanted,
      args,
      ({ draftedAt }) => String(draftedAt),
      (a, b) => byNumber(b, a),
    );
    return {
      ...page,
      edges: page.edges.map(({ cursor, node }) => ({ cursor, node: proposalFrom(assembly, node.id)! })),
    };
  }

  @AccessForAll()
  @Query(() => ProposalType, { nullable: true })
  async proposal(
    @CurrentViewer() viewer: Viewer,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<ProposalType | undefined> {
    return proposalFrom(await this.assemblies.open(viewer.assemblyId), localId('Proposal', id));
  }

  @ResolveField(() => MemberType, { nullable: true })
  async drafter(
    @CurrentViewer() viewer: Viewer,
    @Parent() { drafterId }: ProposalType,
  ): Promise<MemberType | undefined> {
    return drafterId === undefined ? undefined : memberFrom(await this.assemblies.open(viewer.assemblyId), drafterId);
  }

  @ResolveField(() => TallyType, { nullable: true, description: 'The tally now; null before voting opens.' })
  async tally(@CurrentViewer() viewer: Viewer, @Parent() { proposalId }: ProposalType): Promise<TallyType | undefined> {
    const read = await this.standings.read(await this.assemblies.open(viewer.assemblyId), proposalId);
    return read && tallyFrom(read.record, proposalId, read.figures);
  }

  @ResolveField(() => VoiceType, {
    nullable: true,
    description: 'Where your own voice is on this proposal, or where it was at a past log position.',
  })
  async myVoice(
    @CurrentViewer() { assemblyId, memberId }: Viewer,
    @Parent() { proposalId }: ProposalType,
    @Args('position', { type: () => Int, nullable: true }) position?: number,
  ): Promise<VoiceType | undefined> {
    const assembly = await this.assemblies.open(assemblyId);
    const record = position == null ? assembly.view.record : await assembly.past.recordAt(position);
    const standing = this.standings.of(assembly, record, proposalId);
    if (standing === undefined || memberId === undefined) return undefined;
    return voiceOf(assembly, record, proposalId, memberId, await standing.explain(memberId));
  }

  @ResolveField(() => OwnBallotType, { nullable: true, description: 'Your own ballot, if you cast one.' })
  async myBallot(
    @CurrentViewer() { assemblyId, memberId }: Viewer,
    @Parent() { proposalId }: ProposalType,
  ): Promise<OwnBallotType | undefined> {
    const { view } = await this.assemblies.open(assemblyId);
    return view.record.proposals.get(proposalId)?.ballots.get(memberId ?? '');
  }
}

function matches(status: string, area: string | undefined, wanted: ProposalsArgs): boolean {
  if (wanted.status != null && status.toUpperCase() !== wanted.status) return false;
  return wanted.area == null || area === wanted.area || (area?.startsWith(`${wanted.area}/`) ?? false);
}
