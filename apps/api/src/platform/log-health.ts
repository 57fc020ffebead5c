import { LogUnavailable, LogUnreadable, UnsafeStore } from '@plenum/event-log';

/** Unit: milliseconds for which a refusal speaks, before it is tried whether the disk takes anything again. */
const TRY_AGAIN_MS = 15_000;

/**
 * Whether the logs take events, as far as this process knows: the last command to one was refused by its store, and no append was taken since.
 * A server that is asked and says no may be left alone by whoever balances the load, so that no append would ever show that the disk is
 * back: from time to time the asking itself tries.
 */
export class LogHealth {
  private readonly refusals = new Map<string, LogUnavailable | LogUnreadable | UnsafeStore>();
  private triedAt = -Infinity;

  /** `tryStore` throws while the store still takes nothing; where that cannot be known cheaply it does nothing, and a refusal is forgotten. */
  constructor(
    private readonly tryStore: () => void = () => undefined,
    private readonly now: () => number = () => performance.now(),
  ) {}

  taken(assemblyId: string): void {
    this.refusals.delete(assemblyId);
  }

  /** Anything but the store's own refusal says nothing of it. */
  refused(assemblyId: string, error: unknown): void {
    const isTheStores =
      error instanceof LogUnavailable || error instanceof LogUnreadable || error instanceof UnsafeStore;
    if (!isTheStores) return;
    this.refusals.set(assemblyId, error);
    this.triedAt = this.now();
  }

  /** Stable code of why a log takes no events; undefined while all do. */
  get failure(): string | undefined {
    if (this.refusals.size > 0 && this.now() - this.triedAt >= TRY_AGAIN_MS) this.tryAgain();
    const [first] = this.refusals.values();
    return first?.code;
  }

  /** A log that is damaged, or kept in a way that loses facts, does not mend itself. */
  private tryAgain(): void {
    this.triedAt = this.now();
    try {
      this.tryStore();
    } catch {
      return;
    }
    for (const [assemblyId, error] of this.refusals)
      if (error instanceof LogUnavailable) this.refusals.delete(assemblyId);
  }
}
