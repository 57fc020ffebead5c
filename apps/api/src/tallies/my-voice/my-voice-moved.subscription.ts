import { Args, Int, Resolver, Subscription } from '@nestjs/graphql';
import type { AssemblyRecord } from '@plenum/domain';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { MemberViewer } from '../../platform/access/roles';
import { viewerFeed } from '../../platform/access/viewer-feed';
import { Assemblies, type OpenAssembly } from '../../platform/assemblies';
import type { Feed } from '../../platform/feed';
import { Standings } from '../standings';
import { voiceKey, voiceOf } from './voice-of';
import { VoiceType } from './voice.type';

const QUIET_MS = 100;

@Resolver()
export class MyVoiceMovedSubscription {
  constructor(
    private readonly assemblies: Assemblies,
    private readonly standings: Standings,
  ) {}

  @Access('member')
  @Subscription(() => VoiceType, {
    resolve: (voice: VoiceType) => voice,
    description:
      'Your voice on an open proposal went elsewhere, or its carrier chose otherwise. With `after`, first what moved since that position.',
  })
  async myVoiceMoved(
    @CurrentViewer() viewer: MemberViewer,
    @Args('after', { type: () => Int, nullable: true }) after?: number,
  ): Promise<Feed<VoiceType>> {
    const assembly = await this.assemblies.open(viewer.assemblyId);
    const since = after == null ? assembly.view.record : await assembly.past.recordAt(after);
    return viewerFeed<VoiceType>(viewer, ({ push }) => {
      const watch = new VoiceWatch(assembly, viewer.memberId, this.standings, since, push);
      watch.look();
      return assembly.view.listen(() => watch.lookSoon());
    });
  }
}

/** Compares a member's voice now with what they were last told. Looks at most ten times a second. */
class VoiceWatch {
  private readonly told = new Map<string, string>();
  private timer: NodeJS.Timeout | undefined;
  private open: readonly string[];

  constructor(
    private readonly assembly: OpenAssembly,
    private readonly memberId: string,
    private readonly standings: Standings,
    since: AssemblyRecord,
    private readonly push: (voice: VoiceType) => void,
  ) {
    this.open = since.open;
    for (const id of since.open) this.told.set(id, this.keyIn(since, id));
  }

  lookSoon(): void {
    this.timer ??= setTimeout(() => this.look(), QUIET_MS);
  }

  look(): void {
    this.timer = undefined;
    const { record } = this.assembly.view;
    for (const id of new Set([...this.open, ...record.open])) {
      const key = this.keyIn(record, id);
      if (this.told.get(id) === key) continue;
      this.told.set(id, key);
      const standing = this.standings.of(record, id);
      if (standing !== undefined) this.push(voiceOf(this.assembly, record, id, this.memberId, standing));
    }
    this.open = record.open;
  }

  private keyIn(record: AssemblyRecord, proposalId: string): string {
    const standing = this.standings.of(record, proposalId);
    return standing === undefined ? 'none' : voiceKey(record, proposalId, this.memberId, standing);
  }
}
