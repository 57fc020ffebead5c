import type { LogJson } from '../../event-log';
import { ProofMalformed } from '../malformed';
import { sameHash } from '../merkle/hashing';
import type { TreeHead } from '../merkle/verify';
import { base64 } from '../note/base64';
import { type Checkpoint, isOfAnotherKey, logSignatureOf } from '../note/checkpoint';
import { isEndorsed, parseRotation, type KeyRotation } from '../note/key-rotation';
import { isSameKey, LogKeys } from '../note/log-keys';
import type { VerifierKey } from '../note/note-key';
import { type Finding, shown } from './finding';

/** What a head says that one key of the log's name signed, and none that is known. */
const FROM_ANOTHER_TIME =
  'one of another key of that name, which the events here do not name: they end before a rotation (give the key of that time too), or this is not the assembly’s';

/** What a head is worth under the keys of a log: `earlier` when a key signed it that the trusted one has replaced. */
export type Standing = 'signed' | 'earlier' | { readonly expected: string; readonly found: string };

/**
 * Follows a log's key from rotation to rotation, and says which head each key may sign. Trust begins at the oldest of the keys that
 * the auditor has: it goes on to every key that follows in the log, since each was signed in by the one before, and not back to those
 * that came before, unless `trust` says so. Where the auditor has several, the log must have had them all.
 */
export class KeyChain {
  /** The log's own story of its keys, whomever the auditor trusts; undefined before the first rotation. */
  private chain: LogKeys | undefined;
  private firstRotation = 0;
  private readonly known = new WeakMap<Checkpoint, { readonly key: VerifierKey; readonly signed: boolean }>();

  /** `trust`: whether the word of a trusted key, which signed what its log says of earlier keys, is taken for those too. */
  constructor(
    private readonly trusted: readonly VerifierKey[],
    private readonly trust: 'forward' | 'both-ways' = 'forward',
  ) {}

  /** The keys that are trusted, oldest first; none where the auditor has none. */
  get keys(): LogKeys['periods'] {
    const since = this.trustedFrom;
    if (since === undefined) return this.trusted.flatMap((key) => LogKeys.of(key).periods);
    return this.chain!.periods.filter(({ from }) => from >= since);
  }

  /** A rotation was read; `before` is the tree of the events before it. A wrong one changes nothing of the chain. */
  follow(data: { readonly [key: string]: LogJson }, before: TreeHead): readonly Finding[] {
    const position = before.size + 1;
    try {
      const rotation = parseRotation(data);
      const wrong = this.wrongIn(rotation, before);
      if (wrong !== undefined) return [{ rule: 'key-rotation', position, ...wrong }];
      this.firstRotation ||= position;
      this.chain = (this.chain ?? LogKeys.of(rotation.oldKey)).followedBy(rotation.newKey, position);
      return [];
    } catch (error) {
      if (!(error instanceof ProofMalformed)) throw error;
      const { what, reason } = error;
      const found = shown(reason);
      return [{ rule: 'key-rotation', position, where: what, expected: 'two keys, a root and a signature', found }];
    }
  }

  /** Once the log is read up to the head's size: whether the key that is trusted there has signed it. */
  isSigned(head: Checkpoint): boolean {
    return this.keysFor(head).some((key) => this.hasSigned(head, key));
  }

  /**
   * Once the whole log is read: what is to be known of a replaced key that signed the head in its time; empty for a trusted one, undefined
   * where none did.
   */
  signerOf(head: Checkpoint): string | undefined {
    if (this.trusted.length === 0) return undefined;
    const standing = this.standingOf(head);
    if (standing === 'signed') return '';
    if (standing !== 'earlier') return undefined;
    const next = this.chain!.periods.find(({ from }) => from > head.size)!;
    const signer = shown(this.chain!.keyAt(head.size).toString());
    return `signed by ${signer}, which event ${next.from} replaced; whoever had its secret could sign this, then or since`;
  }

  /** Once the whole log is read; not to be asked by an auditor without a key. */
  standingOf(head: Checkpoint): Standing {
    if (head.size < (this.trustedFrom ?? 0)) {
      const then = this.chain!.keyAt(head.size);
      return this.hasSigned(head, then) ? 'earlier' : this.unsigned(head, [then]);
    }
    return this.isSigned(head) ? 'signed' : this.unsigned(head, this.keysFor(head));
  }

  /** What can be said only at the end of `size` events: keys of the auditor's that the log never had. */
  finish(size: number): readonly Finding[] {
    if (this.chain === undefined && this.trusted.length < 2) return [];
    const had = this.chain ?? LogKeys.of(this.trusted[0]!);
    return this.trusted
      .filter((key) => had.periodOf(key) === undefined)
      .map((key) => {
        const [position, found] =
          this.chain === undefined ? [size + 1, 'none'] : [this.firstRotation, 'other keys only'];
        return { rule: 'key-rotation', position, expected: `a rotation from or to ${key.toString()}`, found };
      });
  }

  private wrongIn(rotation: KeyRotation, before: TreeHead): Pick<Finding, 'where' | 'expected' | 'found'> | undefined {
    const { oldKey, root } = rotation;
    const wrong = (this.chain ?? LogKeys.of(oldKey)).wrongIn(rotation);
    if (wrong !== undefined) return { ...wrong, expected: shown(wrong.expected), found: shown(wrong.found) };
    if (!sameHash(root, before.root)) return { where: 'root', expected: base64(before.root), found: base64(root) };
    if (isEndorsed(rotation, before.size + 1)) return undefined;
    return { where: 'endorsement', expected: `the signature of ${shown(oldKey.toString())}`, found: 'a wrong one' };
  }

  /** From which event on the log had a key that is trusted; undefined while it named none. */
  private get trustedFrom(): number | undefined {
    const periods = this.trusted.flatMap((key) => this.chain?.periodOf(key) ?? []);
    if (periods.length === 0) return undefined;
    return this.trust === 'both-ways' ? 0 : Math.min(...periods.map(({ from }) => from));
  }

  private keysFor({ size }: Checkpoint): readonly VerifierKey[] {
    return this.trustedFrom === undefined ? this.trusted : [this.chain!.keyAt(size)];
  }

  private hasSigned(head: Checkpoint, key: VerifierKey): boolean {
    const known = this.known.get(head);
    if (known !== undefined && isSameKey(known.key, key)) return known.signed;
    const signed = logSignatureOf(head, key) === 'signed';
    this.known.set(head, { key, signed });
    return signed;
  }

  private unsigned(head: Checkpoint, keys: readonly VerifierKey[]): Exclude<Standing, string> {
    const expected = `a signature of ${keys.join(' or ')}`;
    if (keys.some((key) => logSignatureOf(head, key) === 'forged'))
      return { expected, found: 'a signature of that key that is wrong' };
    const { periods = [] } = this.chain ?? {};
    const at = periods.findIndex((period) => logSignatureOf(head, period.key) === 'signed');
    if (at < 0) return { expected, found: isOfAnotherKey(head, keys) ? FROM_ANOTHER_TIME : 'none of that key' };
    const [other, next] = [periods[at]!, periods[at + 1]];
    const why =
      other.from > head.size ? `which signs from event ${other.from} on` : `which event ${next?.from} replaced`;
    return { expected, found: `one of ${other.key.toString()}, ${why}` };
  }
}
