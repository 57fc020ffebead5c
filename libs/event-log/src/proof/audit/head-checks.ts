import { Frontier } from '../merkle/frontier';
import { EMPTY_ROOT, sameHash } from '../merkle/hashing';
import type { TreeHead } from '../merkle/verify';
import { base64 } from '../note/base64';
import type { Finding } from './finding';

/** A head to compare the log with. */
export interface ClaimedHead extends TreeHead {
  /** Asked once the log is read up to the head's size; where it is missing, the head is known to be signed. */
  isSigned?(): boolean;
  /**
   * Asked of a head that was not, once the log is read to its end and has told of all its keys: what is to be known of the one that signed it
   * in its time; undefined where none of them did.
   */
  signer?(): string | undefined;
}

/** A head that nobody was known to have signed when the log reached its size. `found` is the root there, if it is another. */
interface UnsureHead {
  readonly head: ClaimedHead;
  readonly found?: Uint8Array;
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
  private readonly unsure: UnsureHead[] = [];

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
      const { root } = computed;
      const isKept = this.kept !== undefined && sameHash(head.root, this.kept.root);
      const found = isKept || sameHash(head.root, root) ? undefined : root;
      if (!isSigned(head)) this.unsure.push({ head, ...(found && { found }) });
      else if (found === undefined) agrees ||= !isKept;
      else {
        if (!this.differed) findings.push(differs(head, found, this.agreed));
        this.differed = true;
      }
    }
    // Only now: where two heads of one size differ, the change lies behind the last head before them.
    if (agrees) this.agreed = computed.size;
  }

  /** Heads of no events, which no entry is compared with. Asked when the log has told of all its keys. The first says it for all. */
  ofNoEvents(): readonly Finding[] {
    const known = this.heads
      .filter(({ size }) => size === 0)
      .filter((head) => isSigned(head) || head.signer?.() !== undefined);
    const wrong = known.find(({ root }) => !sameHash(root, EMPTY_ROOT));
    return wrong === undefined ? [] : [differs(wrong, EMPTY_ROOT, 0)];
  }

  /** Of several heads that the log does not reach, the largest says it for all. */
  unreached(size: number): readonly Finding[] {
    const largest = this.heads.slice(this.next).findLast(isSigned);
    if (largest === undefined) return [];
    const expected = `at least the ${largest.size} events of a signed head`;
    return [{ rule: 'log-complete', position: size + 1, expected, found: `${size} events` }];
  }

  /**
   * What a key signed that was replaced since, or is trusted on the word of a later one, is known only when that was read: the log must go
   * through it all the same. The first such head that it does not go through says it for all.
   */
  inRetrospect(): readonly Finding[] {
    let agreed = 0;
    for (const { head, found } of this.unsure) {
      const signer = head.signer?.();
      if (signer !== undefined && found !== undefined) return [differs(head, found, agreed, signer)];
      if (signer !== undefined) agreed = head.size;
    }
    return [];
  }
}

/** `agreed`: size of the newest head before it that the log was found to have. */
function differs({ size, root }: TreeHead, found: Uint8Array, agreed: number, signer?: string): Finding {
  const first = agreed + 1;
  const place = size === 0 ? {} : first === size ? { position: size } : { between: [first, size] as const };
  const where = `head of size ${size}${signer ? `, ${signer}` : ''}`;
  return { rule: 'head-root', ...place, where, expected: base64(root), found: base64(found) };
}

function isSigned(head: ClaimedHead): boolean {
  return head.isSigned?.() ?? true;
}
