import { performance } from 'node:perf_hooks';
import { Injectable } from '@nestjs/common';
import { waitBeforePassMs, type LinearPass } from '@plenum/counting';
import type { AssemblyRecord } from '@plenum/domain';
import type { OpenAssembly } from '../../platform/assemblies';
import { Standings } from '../standings';
import { tallyFrom } from '../tally/tally-from';
import type { TallyType } from '../tally/tally.type';

/** A tally is told at most this often: ten times a second. */
const QUIET_MS = 100;

type Hear = (tally: TallyType) => void;

/** Tells subscribers how a proposal's tally moves. Counts once for everybody who listens, however many they are. */
@Injectable()
export class LiveTallies {
  private readonly boards = new Map<string, Board>();

  constructor(private readonly standings: Standings) {}

  /** Hear of every change of the tally, the first time with the tally as it stands. Returns how to stop. */
  listen(assembly: OpenAssembly, proposalId: string, hear: Hear): () => void {
    const key = `${assembly.id}/${proposalId}`;
    const board = this.boards.get(key) ?? new Board(assembly, proposalId, this.standings);
    this.boards.set(key, board);
    const leave = board.join(hear);
    return () => {
      leave();
      if (board.empty) this.boards.delete(key);
    };
  }
}

class Board {
  private readonly hearers = new Set<Hear>();
  private unlisten: (() => void) | undefined;
  private timer: NodeJS.Timeout | undefined;
  private lastRead: LinearPass | undefined;

  constructor(
    private readonly assembly: OpenAssembly,
    private readonly proposalId: string,
    private readonly standings: Standings,
  ) {}

  get empty(): boolean {
    return this.hearers.size === 0;
  }

  join(hear: Hear): () => void {
    this.hearers.add(hear);
    this.unlisten ??= this.assembly.view.listen(({ before, after }) => {
      if (this.touched(before, after)) this.timer ??= setTimeout(() => this.tell(), this.quietMs());
    });
    const now = this.read();
    if (now !== undefined) hear(now);
    return () => this.leave(hear);
  }

  /** Longer where the tally has to be counted from nothing and that takes long: half of the time is left to others. */
  private quietMs(): number {
    return Math.max(QUIET_MS, waitBeforePassMs(performance.now(), this.lastRead));
  }

  /** Both are persistent: what did not change is the same object. */
  private touched(before: AssemblyRecord, after: AssemblyRecord): boolean {
    const proposal = after.proposals.get(this.proposalId);
    if (before.proposals.get(this.proposalId) !== proposal) return true;
    return (
      proposal?.state.status === 'open' && (before.delegations !== after.delegations || before.roll !== after.roll)
    );
  }

  private tell(): void {
    this.timer = undefined;
    const now = this.read();
    if (now !== undefined) for (const hear of this.hearers) hear(now);
  }

  private read(): TallyType | undefined {
    const { record } = this.assembly.view;
    const startedMs = performance.now();
    const standing = this.standings.of(record, this.proposalId);
    const tally = standing && tallyFrom(record, this.proposalId, standing);
    this.lastRead = { startedMs, endedMs: performance.now() };
    return tally;
  }

  private leave(hear: Hear): void {
    this.hearers.delete(hear);
    if (!this.empty) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.unlisten?.();
    this.unlisten = undefined;
  }
}
