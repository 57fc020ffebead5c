import { Field, Int, ObjectType, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { delegationsOf } from '@plenum/domain';
import { AccessForAll, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { Assemblies } from '../../platform/assemblies';
import { Instant } from '../../platform/graphql/scalars';
import { findMember, MemberType } from '../../roll/member.type';
import { Standings } from '../../tallies/standings';
import { voiceOf } from '../../tallies/my-voice/voice-of';
import { VoiceType } from '../../tallies/my-voice/voice.type';
import { CarryingType } from './carrying';
import { DelegationRecorded } from '../delegation-recorded.type';
import { DelegationType, delegationFrom } from './delegation.type';

@ObjectType('Me', {
  description: 'Who you are here, what you said about your voice, and where it is on each open proposal.',
})
export class MeType {
  @Field(() => [String])
  roles!: string[];
  @Field(() => Instant, { description: 'When your token expires.' })
  tokenExpiresAt!: string;
  @Field(() => Int, { description: 'Log position all of this was read at.' })
  position!: number;
}

@Resolver(() => MeType)
export class MeQuery {
  constructor(
    private readonly assemblies: Assemblies,
    private readonly standings: Standings,
  ) {}

  @AccessForAll()
  @Query(() => MeType)
  async me(@CurrentViewer() viewer: Viewer): Promise<MeType> {
    const { view } = await this.assemblies.open(viewer.assemblyId);
    const tokenExpiresAt = new Date(viewer.expiresAt * 1000).toISOString();
    return { roles: [...viewer.roles], tokenExpiresAt, position: view.record.position };
  }

  @ResolveField(() => MemberType, { nullable: true, description: 'Null for an office without a member.' })
  async member(@CurrentViewer() { assemblyId, memberId }: Viewer): Promise<MemberType | undefined> {
    return memberId === undefined ? undefined : findMember(await this.assemblies.open(assemblyId), memberId);
  }

  @ResolveField(() => [DelegationType])
  async delegations(@CurrentViewer() { assemblyId, memberId }: Viewer): Promise<DelegationType[]> {
    if (memberId === undefined) return [];
    const assembly = await this.assemblies.open(assemblyId);
    const { byScope } = delegationsOf(assembly.view.record, memberId);
    return byScope.toArray().map(([scope, delegation]) => delegationFrom(assembly, scope, delegation));
  }

  @ResolveField(() => Boolean, { description: 'True when you declined to carry others.' })
  async declinesDelegations(@CurrentViewer() { assemblyId, memberId }: Viewer): Promise<boolean> {
    const { view } = await this.assemblies.open(assemblyId);
    return memberId !== undefined && delegationsOf(view.record, memberId).declines;
  }

  @ResolveField(() => [VoiceType], { description: 'Where your voice is, for each open proposal.' })
  async voices(@CurrentViewer() { assemblyId, memberId }: Viewer): Promise<VoiceType[]> {
    if (memberId === undefined) return [];
    const assembly = await this.assemblies.open(assemblyId);
    const { record } = assembly.view;
    return Promise.all(
      record.open.map(async (id) => {
        const explanation = await this.standings.of(assembly, record, id)!.explain(memberId);
        return voiceOf(assembly, record, id, memberId, explanation);
      }),
    );
  }

  @ResolveField(() => [CarryingType], {
    description: 'How much of others you carry, or would carry by voting, on each open proposal.',
  })
  async carrying(@CurrentViewer() { assemblyId, memberId }: Viewer): Promise<CarryingType[]> {
    if (memberId === undefined) return [];
    const assembly = await this.assemblies.open(assemblyId);
    const { record } = assembly.view;
    return Promise.all(
      record.open.map(async (id) => {
        const { delegators, ...carrying } = await this.standings.of(assembly, record, id)!.carrying(memberId);
        return { proposalId: id, ...carrying, delegators: Number(delegators) };
      }),
    );
  }
}

/** After a change of delegations a client reads its own write here. */
@Resolver(() => DelegationRecorded)
export class DelegationRecordedResolver {
  constructor(private readonly query: MeQuery) {}

  @ResolveField(() => MeType)
  async me(@CurrentViewer() viewer: Viewer, @Parent() _recorded: DelegationRecorded): Promise<MeType> {
    return this.query.me(viewer);
  }
}
