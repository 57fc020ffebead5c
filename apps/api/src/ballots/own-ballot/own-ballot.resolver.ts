import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Ballot } from '@plenum/domain';
import { CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { Assemblies } from '../../platform/assemblies';
import { OwnBallotType } from '../../proposals/proposal/proposal.query';
import { memberFrom, MemberType } from '../../roll/member.type';

@Resolver(() => OwnBallotType)
export class OwnBallotResolver {
  constructor(private readonly assemblies: Assemblies) {}

  @ResolveField(() => String, { nullable: true, description: 'The reason you gave, if any.' })
  reason(@Parent() { reason }: Ballot): string | undefined {
    return reason;
  }

  @ResolveField(() => MemberType, {
    nullable: true,
    description: 'Who entered it, where you called it out by name; null when you cast it yourself.',
  })
  async teller(@CurrentViewer() viewer: Viewer, @Parent() { tellerId }: Ballot): Promise<MemberType | undefined> {
    return tellerId === undefined ? undefined : memberFrom(await this.assemblies.open(viewer.assemblyId), tellerId);
  }
}
