import { Args, ID, Int, Query, Resolver } from '@nestjs/graphql';
import { AccessForAll, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { Assemblies, type OpenAssembly } from '../../platform/assemblies';
import { localId } from '../../platform/graphql/global-id';
import { Standings } from '../standings';
import type { ReadFigures } from '../tally-now';
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
    const assembly = await this.assemblies.open(viewer.assemblyId);
    const proposalId = localId('Proposal', id);
    const read = await (position == null
      ? this.standings.read(assembly, proposalId)
      : this.readAt(assembly, proposalId, position));
    return read === undefined ? null : tallyFrom(read.record, proposalId, read.figures);
  }

  private async readAt(assembly: OpenAssembly, proposalId: string, position: number): Promise<ReadFigures | undefined> {
    const record = await assembly.past.recordAt(position);
    const figures = await this.standings.of(assembly, record, proposalId)?.figures();
    return figures && { record, figures };
  }
}
