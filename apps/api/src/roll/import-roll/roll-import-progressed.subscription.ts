import { Args, ID, Resolver, Subscription } from '@nestjs/graphql';
import { GraphQLError } from 'graphql';
import { Access, CurrentViewer, type RequestContext } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { Clock } from '../../platform/clock';
import { ImportProgress } from './import-progress';
import type { ProgressFeed } from './progress-feed';
import { RollImportProgress } from './roll-import-progress.type';

@Resolver()
export class RollImportProgressedSubscription {
  constructor(
    private readonly progress: ImportProgress,
    private readonly clock: Clock,
  ) {}

  @Access('registrar')
  @Subscription(() => RollImportProgress, {
    description: 'How far an import is; subscribe before or while it runs, with its command id. Ends with the import.',
    resolve(
      this: RollImportProgressedSubscription,
      progress: RollImportProgress,
      _args: unknown,
      context: RequestContext,
    ) {
      this.stillAllowed(context.viewer);
      return progress;
    },
  })
  rollImportProgressed(
    @CurrentViewer() viewer: Viewer,
    @Args('commandId', { type: () => ID }) commandId: string,
  ): ProgressFeed {
    return this.progress.follow({ assemblyId: viewer.assemblyId, commandId: commandId.toLowerCase() });
  }

  /** A socket may outlive its token. */
  private stillAllowed(viewer: Viewer | undefined): void {
    if (viewer !== undefined && viewer.expiresAt * 1000 > this.clock.now().getTime()) return;
    throw new GraphQLError('This token has expired. Ask for a new one.', { extensions: { code: 'TOKEN_EXPIRED' } });
  }
}
