import { LogUnavailable, LogUnreadable, UnsafeStore } from '@plenum/event-log';
import { StorageUnavailable } from './storage';

/** What keeps a log from taking events; of `StorageUnavailable`, where it cannot be opened for what stands beside it. */
type Refused = LogUnavailable | LogUnreadable | UnsafeStore | StorageUnavailable;

/** Unit: milliseconds for which a refusal speaks, before it is tried whether the disk takes anything again. */
const TRY_AGAIN_MS = 15_000;

/**
 * Whether the logs take events, as far as this process knows: the last command to one was refused by its store, and no append was taken since.
 * A server that is asked and says no may be left alone by whoever balances the load, so that no append would ever show that the disk is
 * back: from time to time the asking itself tries.
 */
export class LogHealth {
  private readonly refusals = new Map<string, Refused>();
  private triedAt = -Infinity;

  /** `tryStore` throws while the store still takes nothing; where that cannot be known cheaply it does nothing, and a refusal is forgotten. */
  constructor(
    private readonly tryStore: () => void = () => undefined,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Do what must be done for an event of an assembly to be recorded, and remember a refusal. */
  async watch<T>(assemblyId: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.refused(assemblyId, error);
      throw error;
    }
  }

  taken(assemblyId: string): void {
    this.refusals.delete(assemblyId);
  }

  /** Anything but the store's own refusal says nothing of it. */
  refused(assemblyId: string, error: unknown): void {
    if (!isTheStores(error)) return;
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
    for (const [assemblyId, error] of this.refusals) if (mayMend(error)) this.refusals.delete(assemblyId);
  }
}

function isTheStores(error: unknown): error is Refused {
  return mayMend(error) || error instanceof LogUnreadable || error instanceof UnsafeStore;
}

function mayMend(error: unknown): error is LogUnavailable | StorageUnavailable {
  return error instanceof LogUnavailable || error instanceof StorageUnavailable;
}
