import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { CurrentViewer } from '../platform/access/access.guard';
import type { Viewer } from '../platform/access/roles';
import { Assemblies } from '../platform/assemblies';
import { MemberType, memberFrom } from './member.type';
import { RollRecorded } from './roll-recorded.type';

@Resolver(() => RollRecorded)
export class RollRecordedResolver {
  constructor(private readonly assemblies: Assemblies) {}

  @ResolveField(() => [MemberType], { description: 'The members concerned, in the order in which they were given.' })
  async members(@Parent() { memberIds }: RollRecorded, @CurrentViewer() viewer: Viewer): Promise<MemberType[]> {
    const assembly = await this.assemblies.open(viewer.assemblyId);
    return memberIds.map((memberId) => memberFrom(assembly, memberId));
  }
}
