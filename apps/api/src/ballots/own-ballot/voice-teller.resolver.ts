import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { Assemblies } from '../../platform/assemblies';
import { localId } from '../../platform/graphql/global-id';
import { memberFrom, MemberType } from '../../roll/member.type';
import { VoiceType } from '../../tallies/my-voice/voice.type';

@Resolver(() => VoiceType)
export class VoiceTellerResolver {
  constructor(private readonly assemblies: Assemblies) {}

  @ResolveField(() => MemberType, {
    nullable: true,
    description: 'Who entered the ballot that says your voice, where its voter called it out by name.',
  })
  async teller(
    @CurrentViewer() viewer: Viewer,
    @Parent() { proposalId, voter }: VoiceType,
  ): Promise<MemberType | undefined> {
    if (voter === undefined) return undefined;
    const assembly = await this.assemblies.open(viewer.assemblyId);
    const ballot = assembly.view.record.proposals.get(proposalId)?.ballots.get(localId('Member', voter.id));
    return ballot?.tellerId === undefined ? undefined : memberFrom(assembly, ballot.tellerId);
  }
}
