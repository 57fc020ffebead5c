import { Injectable } from '@nestjs/common';
import type { OpenAssembly } from '../../platform/assemblies';
import type { FeedSource } from '../../platform/feed';
import { isAsItWas } from '../live-proposals';
import { Standings } from '../standings';
import { tallyFrom } from '../tally/tally-from';
import type { TallyType } from '../tally/tally.type';

/** A tally is told at most this often: ten times a second. */
const QUIET_MS = 100;

/** Tells subscribers how a proposal's tally moves. Counts once for everybody who listens, however many they are. */
@Injectable()
export class LiveTallies {
  private readonly boards = new Map<string, Board>();

  constructor(private readonly standings: Standings) {}

  /** Hear of every change of the tally, the first time with the tally as it stands. Returns how to stop. */
  listen(assembly: OpenAssembly, proposalId: string, hearer: FeedSource<TallyType>): () => void {
    const key = `${assembly.id}/${proposalId}`;
    const board = this.boards.get(key) ?? new Board(assembly, proposalId, this.standings);
    this.boards.set(key, board);
    const leave = board.join(hearer);
    return () => {
      leave();
      if (board.empty) this.boards.delete(key);
    };
  }
}

class Board {
  /** With the position of what each was told last. */
  private readonly hearers = new Map<FeedSource<TallyType>, number>();
  private unlisten: (() => void) | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly assembly: OpenAssembly,
    private readonly proposalId: string,
    private readonly standings: Standings,
  ) {}

  get empty(): boolean {
    return this.hearers.size === 0;
  }

  join(hearer: FeedSource<TallyType>): () => void {
    this.hearers.set(hearer, -1);
    this.unlisten ??= this.assembly.view.listen(({ before, after }) => {
      if (isAsItWas(after, before, this.proposalId)) return;
      this.timer ??= setTimeout(() => {
        this.timer = undefined;
        void this.tell(() => this.hearers.keys());
      }, QUIET_MS);
    });
    void this.tell(() => [hearer]);
    return () => this.leave(hearer);
  }

  /** Nobody hears an older tally after a newer one, nor the same one twice. */
  private async tell(whom: () => Iterable<FeedSource<TallyType>>): Promise<void> {
    try {
      const tally = await this.read();
      if (tally === undefined) return;
      for (const hearer of [...whom()]) {
        const told = this.hearers.get(hearer);
        if (told === undefined || told >= tally.position) continue;
        this.hearers.set(hearer, tally.position);
        hearer.push(tally);
      }
    } catch (reason) {
      for (const hearer of [...whom()]) hearer.fail(reason);
    }
  }

  private async read(): Promise<TallyType | undefined> {
    const read = await this.standings.read(this.assembly, this.proposalId);
    return read && tallyFrom(read.record, this.proposalId, read.figures);
  }

  private leave(hearer: FeedSource<TallyType>): void {
    this.hearers.delete(hearer);
    if (!this.empty) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.unlisten?.();
    this.unlisten = undefined;
  }
}
