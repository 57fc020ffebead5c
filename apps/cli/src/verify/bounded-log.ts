import {
  isFinding,
  logSignatureOf,
  type Finding,
  type SuspectEntry,
  type SuspectLog,
  type VerifierKey,
} from '@plenum/event-log';
import type { FoundHead } from './heads';
import { Undecidable } from './undecidable';

/** How much is read of a log beyond what a trusted key has signed. */
export interface Allowance {
  readonly events: number;
  /** Of the events. */
  readonly bytes: number;
}

/** As many as the largest logs that we measured have. */
const ALLOWANCE: Allowance = { events: 1_000_000, bytes: 1024 * 1024 * 1024 };

/** Unit: events of the largest head that one of these keys signed. */
export function signedUpTo(heads: readonly FoundHead[], keys: readonly VerifierKey[]): number {
  const signed = heads.filter(({ checkpoint }) => keys.some((key) => logSignatureOf(checkpoint, key) === 'signed'));
  return signed.reduce((most, { checkpoint }) => Math.max(most, checkpoint.size), 0);
}

/**
 * A log as somebody else's host gives it. How long it is that host says, which can invent events for ever: so it is read as far as a trusted
 * key has signed, and an allowance beyond, since a rotation may be on the way that tells of the key of a newer head. Then
 * throws `Undecidable`.
 */
export class BoundedLog implements SuspectLog {
  constructor(
    private readonly log: SuspectLog,
    private readonly signed: number,
    private readonly allowance: Allowance = ALLOWANCE,
  ) {}

  get size(): number | undefined {
    return this.log.size;
  }

  async *pages(): AsyncIterable<readonly (SuspectEntry | Finding)[]> {
    let [read, bytes] = [0, 0];
    for await (const page of this.log.pages()) {
      const beyond = page.slice(Math.max(0, this.signed - read));
      read += page.length;
      bytes += beyond.reduce((sum, one) => sum + (isFinding(one) ? 0 : one.bytes.length), 0);
      yield page;
      const { allowance, signed } = this;
      if (read - signed <= allowance.events && bytes <= allowance.bytes) continue;
      throw new Undecidable(
        `the rest was not read: the log is said to have ${this.size ?? 'more'} events, and no key that is trusted has signed more than ${signed} ` +
          'events. Give the newest key that you have (--key)',
      );
    }
  }
}
