import type { VerifierKey } from './note-key';

/** A key, and the least number of events a head must cover to be signed by it. */
export interface KeyPeriod {
  readonly key: VerifierKey;
  /** 0 for the first key; for any other, the position of the event that made it the log's. */
  readonly from: number;
}

/** A key in a rotation that cannot stand there. */
interface WrongKey {
  readonly where: 'oldKey' | 'newKey';
  readonly expected: string;
  readonly found: string;
}

/** The keys that a log has had, oldest first: each signs the heads from its own rotation on, until the next. */
export class LogKeys {
  private constructor(readonly periods: readonly KeyPeriod[]) {}

  static of(first: VerifierKey): LogKeys {
    return new LogKeys([{ key: first, from: 0 }]);
  }

  /** `key` signs from event `from` on, which must stand after the last rotation. */
  followedBy(key: VerifierKey, from: number): LogKeys {
    return new LogKeys([...this.periods, { key, from }]);
  }

  /** Why a log of these keys cannot go from `oldKey` to `newKey`, as its next rotation says; undefined where it can. */
  wrongIn({ oldKey, newKey }: { readonly oldKey: VerifierKey; readonly newKey: VerifierKey }): WrongKey | undefined {
    const inForce = this.current;
    if (!isSameKey(oldKey, inForce)) return { where: 'oldKey', expected: inForce.toString(), found: oldKey.toString() };
    if (newKey.name !== oldKey.name)
      return { where: 'newKey', expected: `a key of ${oldKey.name}`, found: newKey.name };
    if (this.periodOf(newKey) === undefined) return undefined;
    return { where: 'newKey', expected: 'a key that the log never had', found: newKey.toString() };
  }

  get first(): VerifierKey {
    return this.periods[0]!.key;
  }

  get current(): VerifierKey {
    return this.periods.at(-1)!.key;
  }

  /** Whose signature a head over `size` events must have. */
  keyAt(size: number): VerifierKey {
    return this.periods.findLast(({ from }) => from <= size)!.key;
  }

  /** The period of a key; undefined when it never was the log's. */
  periodOf(key: VerifierKey): KeyPeriod | undefined {
    return this.periods.find((period) => isSameKey(period.key, key));
  }
}

export function isSameKey(one: VerifierKey, other: VerifierKey): boolean {
  return one.toString() === other.toString();
}
