import { Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { AccessForAll, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { Assemblies } from '../../platform/assemblies';
import { commissionFrom, CommissionRecorded, CommissionType } from './commission.type';

@Resolver(() => CommissionRecorded)
export class CommissionsQuery {
  constructor(private readonly assemblies: Assemblies) {}

  @AccessForAll()
  @Query(() => [CommissionType], { description: 'Every area that has a commission, in order.' })
  async commissions(@CurrentViewer() viewer: Viewer): Promise<CommissionType[]> {
    const assembly = await this.assemblies.open(viewer.assemblyId);
    const areas = [...assembly.view.record.commissions.filter((members) => !members.isEmpty()).keys()].sort();
    return areas.map((area) => commissionFrom(assembly, area));
  }

  @ResolveField(() => CommissionType)
  async commission(@CurrentViewer() viewer: Viewer, @Parent() { area }: CommissionRecorded): Promise<CommissionType> {
    return commissionFrom(await this.assemblies.open(viewer.assemblyId), area);
  }
}
