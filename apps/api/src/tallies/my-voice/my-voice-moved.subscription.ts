import { Args, Int, Resolver, Subscription } from '@nestjs/graphql';
import type { Explanation } from '@plenum/counting';
import type { AssemblyRecord } from '@plenum/domain';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { MemberViewer } from '../../platform/access/roles';
import { viewerFeed } from '../../platform/access/viewer-feed';
import { Assemblies, type OpenAssembly } from '../../platform/assemblies';
import type { Feed, FeedSource } from '../../platform/feed';
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
    return viewerFeed<VoiceType>(viewer, (source) => {
      const watch = new VoiceWatch(assembly, viewer.memberId, this.standings, source);
      return watch.start(since);
    });
  }
}

/** Compares a member's voice now with what they were last told. Looks at most ten times a second, and never twice at once. */
class VoiceWatch {
  private readonly told = new Map<string, string>();
  private timer: NodeJS.Timeout | undefined;
  private looking = false;
  private open: readonly string[] = [];

  constructor(
    private readonly assembly: OpenAssembly,
    private readonly memberId: string,
    private readonly standings: Standings,
    private readonly source: FeedSource<VoiceType>,
  ) {}

  /** Tells first what moved since that record. Returns how to stop. */
  start(since: AssemblyRecord): () => void {
    this.open = since.open;
    this.run(() => this.learn(since));
    const unlisten = this.assembly.view.listen(() => this.lookSoon());
    return () => {
      unlisten();
      clearTimeout(this.timer);
    };
  }

  private lookSoon(): void {
    this.timer ??= setTimeout(() => this.lookNow(), QUIET_MS);
  }

  private lookNow(): void {
    this.timer = undefined;
    if (this.looking) this.lookSoon();
    else this.run(() => this.look());
  }

  private run(work: () => Promise<void>): void {
    this.looking = true;
    work().then(
      () => (this.looking = false),
      (reason: unknown) => this.source.fail(reason),
    );
  }

  private async learn(since: AssemblyRecord): Promise<void> {
    for (const id of since.open) this.told.set(id, voiceKey(since, id, await this.explain(since, id)));
    await this.look();
  }

  private async look(): Promise<void> {
    const { record } = this.assembly.view;
    for (const id of new Set([...this.open, ...record.open])) {
      const explanation = await this.explain(record, id);
      const key = voiceKey(record, id, explanation);
      if (this.told.get(id) === key) continue;
      this.told.set(id, key);
      if (record.proposals.get(id)?.state.opening === undefined) continue;
      this.source.push(voiceOf(this.assembly, record, id, this.memberId, explanation));
    }
    this.open = record.open;
  }

  private async explain(record: AssemblyRecord, proposalId: string): Promise<Explanation | undefined> {
    return this.standings.of(this.assembly, record, proposalId)?.explain(this.memberId);
  }
}
