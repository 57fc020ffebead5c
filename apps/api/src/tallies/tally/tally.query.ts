import { Args, ID, Int, Query, Resolver } from '@nestjs/graphql';
import { AccessForAll, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { Assemblies } from '../../platform/assemblies';
import { localId } from '../../platform/graphql/global-id';
import { Standings } from '../standings';
import { tallyFrom } from './tally-from';
import { TallyType } from './tally.type';

@Resolver()
export class TallyQuery {
  constructor(
    private readonly assemblies: Assemblies,
    private readonly standings: Standings,
  ) {}

  @AccessForAll()
  @Query(() => TallyType, {
    nullable: true,
    description:
      'The tally of a proposal now, or as it stood at any past log position. Null when voting had not opened.',
  })
  async tally(
    @CurrentViewer() viewer: Viewer,
    @Args('proposalId', { type: () => ID }) id: string,
    @Args('position', { type: () => Int, nullable: true }) position?: number,
  ): Promise<TallyType | null> {
    const { view, past } = await this.assemblies.open(viewer.assemblyId);
    const record = position == null ? view.record : await past.recordAt(position);
    const proposalId = localId('Proposal', id);
    const standing = this.standings.of(record, proposalId);
    return standing === undefined ? null : tallyFrom(record, proposalId, standing);
  }
}
