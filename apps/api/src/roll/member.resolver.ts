import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { CurrentViewer } from '../platform/access/access.guard';
import type { Viewer } from '../platform/access/roles';
import { Assemblies } from '../platform/assemblies';
import { localId } from '../platform/graphql/global-id';
import { MemberType } from './member.type';

@Resolver(() => MemberType)
export class MemberResolver {
  constructor(private readonly assemblies: Assemblies) {}

  @ResolveField(() => String, {
    nullable: true,
    description: 'Shown to the registrar and to the member; null to others.',
  })
  async email(@Parent() member: MemberType, @CurrentViewer() viewer: Viewer): Promise<string | undefined> {
    const memberId = localId('Member', member.id);
    if (viewer.memberId !== memberId && !viewer.roles.has('registrar')) return undefined;
    const { names } = await this.assemblies.open(viewer.assemblyId);
    return names.get(memberId)?.email;
  }
}
