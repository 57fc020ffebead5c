import { Frontier } from '../merkle/frontier';
import { sameHash } from '../merkle/hashing';
import type { TreeHead } from '../merkle/verify';
import { base64 } from '../note/base64';
import type { Finding } from './finding';

/** A head to compare the log with. */
export interface ClaimedHead extends TreeHead {
  /** Asked once the log is read up to the head's size; where it is missing, the head is known to be signed. */
  isSigned?(): boolean;
}

/** Compares a growing log with the heads known of it, smallest first, and says between which events a change lies. */
export class HeadChecks {
  private readonly heads: readonly ClaimedHead[];
  private next = 0;
  /** Size of the newest head that the log was found to have. */
  private agreed = 0;
  /**
   * The tree over the hashes the log keeps, from the first event on whose bytes have another hash. When a head is the head
   * of these, the bytes were changed after signing, which is said of the event itself already.
   */
  private kept: Frontier | undefined;
  /** Once a head differs, every larger one does: that is said once. */
  private differed = false;

  constructor(heads: readonly ClaimedHead[]) {
    this.heads = [...heads].sort((one, other) => one.size - other.size);
    while (this.heads[this.next]?.size === 0) this.next += 1;
  }

  /** The next leaf's bytes have another hash than the log keeps: from here on the two trees differ. */
  doubt(before: Frontier): void {
    this.kept ??= before.copy();
  }

  /** After each leaf: adds to `findings`. `keptHash` is what the log keeps as the leaf's hash. */
  compare(computed: Frontier, keptHash: Uint8Array, findings: Finding[]): void {
    this.kept?.add(keptHash);
    let agrees = false;
    for (let head = this.heads[this.next]; head?.size === computed.size; head = this.heads[++this.next]) {
      if (!isSigned(head)) continue;
      if (sameHash(head.root, computed.root)) agrees = true;
      else if (this.kept === undefined || !sameHash(head.root, this.kept.root)) {
        if (!this.differed) findings.push(this.differs(head, computed.root));
        this.differed = true;
      }
    }
    // Only now: where two heads of one size differ, the change lies behind the last head before them.
    if (agrees) this.agreed = computed.size;
  }

  /** Of several heads that the log does not reach, the largest says it for all. */
  unreached(size: number): readonly Finding[] {
    const largest = this.heads.slice(this.next).findLast(isSigned);
    if (largest === undefined) return [];
    const expected = `at least the ${largest.size} events of a signed head`;
    return [{ rule: 'log-complete', position: size + 1, expected, found: `${size} events` }];
  }

  private differs({ size, root }: TreeHead, found: Uint8Array): Finding {
    const first = this.agreed + 1;
    const place = first === size ? { position: size } : { between: [first, size] as const };
    return { rule: 'head-root', ...place, where: `head of size ${size}`, expected: base64(root), found: base64(found) };
  }
}

function isSigned(head: ClaimedHead): boolean {
  return head.isSigned?.() ?? true;
}
