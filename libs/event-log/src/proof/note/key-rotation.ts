import type { LogJson } from '../../event-log';
import { ProofMalformed } from '../malformed';
import type { TreeHead } from '../merkle/verify';
import { base64, base64Decoded, hashLine } from './base64';
import { KeyKind, VerifierKey, type SignerKey } from './note-key';

/** How a log's key gives way to another: an event that the old key has signed (docs/log-format.md, section 3). */

/** The type of that event. */
export const KEY_ROTATED = 'LogKeyRotated';

/** What the event says, read. */
export interface KeyRotation {
  readonly oldKey: VerifierKey;
  readonly newKey: VerifierKey;
  /** Root of the tree of all events before this one. */
  readonly root: Uint8Array;
  /** The old key's signature over `rotationText`; 64 bytes. */
  readonly endorsement: Uint8Array;
}

/** The event's data: keys as verifier keys are spelt, bytes in base64. */
export type KeyRotationData = Readonly<Record<keyof KeyRotation, string>>;

/** No key's name has a space: what is signed here can never be taken for a head, whose first line is the name of its key. */
const FIRST_LINE = 'Plenum log key rotation v1';

/** What the old key signs. `before` is the tree of all events before the rotation, so the rotation stands at `before.size` + 1. */
export function rotationText(oldKey: VerifierKey, newKey: VerifierKey, before: TreeHead): string {
  const { size, root } = before;
  return [FIRST_LINE, oldKey.name, size + 1, base64(root), oldKey.toString(), newKey.toString(), ''].join('\n');
}

/** Sign a rotation with the key that gives way. */
export function signRotation(old: SignerKey, newKey: VerifierKey, before: TreeHead): KeyRotationData {
  const text = rotationText(old.verifier, newKey, before);
  return {
    oldKey: old.verifier.toString(),
    newKey: newKey.toString(),
    root: base64(before.root),
    endorsement: base64(old.sign(Buffer.from(text))),
  };
}

/** Read a rotation without believing it. Throws `ProofMalformed` naming the field. */
export function parseRotation(data: { readonly [key: string]: LogJson }): KeyRotation {
  const text = (field: keyof KeyRotation): string => {
    const value = data[field];
    if (typeof value === 'string') return value;
    throw new ProofMalformed(field, 'is not a text');
  };
  return {
    oldKey: logKey('oldKey', text('oldKey')),
    newKey: logKey('newKey', text('newKey')),
    root: hashLine('root', text('root')),
    endorsement: base64Decoded('endorsement', text('endorsement')),
  };
}

/** Whether the old key signed the rotation as event `position`, over the root that the rotation states. */
export function isEndorsed({ oldKey, newKey, root, endorsement }: KeyRotation, position: number): boolean {
  return oldKey.verifies(Buffer.from(rotationText(oldKey, newKey, { size: position - 1, root })), endorsement);
}

function logKey(field: string, text: string): VerifierKey {
  try {
    const key = VerifierKey.parse(text);
    if (key.kind === KeyKind.note) return key;
  } catch (error) {
    if (!(error instanceof ProofMalformed)) throw error;
    throw new ProofMalformed(field, error.reason);
  }
  throw new ProofMalformed(field, 'is not the key of a log');
}
