import { Args, ID, Resolver, Subscription } from '@nestjs/graphql';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { viewerFeed } from '../../platform/access/viewer-feed';
import type { Feed } from '../../platform/feed';
import { ImportProgress } from './import-progress';
import { RollImportProgress } from './roll-import-progress.type';

@Resolver()
export class RollImportProgressedSubscription {
  constructor(private readonly progress: ImportProgress) {}

  @Access('registrar')
  @Subscription(() => RollImportProgress, {
    resolve: (progress: RollImportProgress) => progress,
    description:
      'How far the import with this command id is; subscribe before or while it runs. DONE or REFUSED is the last step.',
  })
  rollImportProgressed(
    @CurrentViewer() viewer: Viewer,
    @Args('commandId', { type: () => ID }) commandId: string,
  ): Feed<RollImportProgress> {
    const one = { assemblyId: viewer.assemblyId, commandId: commandId.toLowerCase() };
    return viewerFeed<RollImportProgress>(viewer, ({ push }) => this.progress.listen(one, push));
  }
}
