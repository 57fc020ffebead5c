import { Args, ID, Resolver, Subscription } from '@nestjs/graphql';
import { AccessForAll, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { viewerFeed } from '../../platform/access/viewer-feed';
import { Assemblies } from '../../platform/assemblies';
import type { Feed } from '../../platform/feed';
import { localId } from '../../platform/graphql/global-id';
import { TallyType } from '../tally/tally.type';
import { LiveTallies } from './live-tallies';

@Resolver()
export class TallyChangedSubscription {
  constructor(
    private readonly assemblies: Assemblies,
    private readonly live: LiveTallies,
  ) {}

  @AccessForAll()
  @Subscription(() => TallyType, {
    resolve: (tally: TallyType) => tally,
    description:
      'The tally as it stands, then every change, at most ten a second. To resume, subscribe again: the first message is the whole tally.',
  })
  async tallyChanged(
    @CurrentViewer() viewer: Viewer,
    @Args('proposalId', { type: () => ID }) id: string,
  ): Promise<Feed<TallyType>> {
    const assembly = await this.assemblies.open(viewer.assemblyId);
    const proposalId = localId('Proposal', id);
    return viewerFeed<TallyType>(viewer, (source) => this.live.listen(assembly, proposalId, source), true);
  }
}
