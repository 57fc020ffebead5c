import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hash,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { ProofMalformed } from '../malformed';
import { base64, base64Decoded } from './base64';

/** Ed25519 keys as signed notes name and spell them (https://c2sp.org/signed-note#verifier-keys). */

/** What a key signs: notes, or cosignatures with a time (https://c2sp.org/tlog-cosignature). */
export const KeyKind = { note: 1, cosignature: 4 } as const;
export type KeyKind = (typeof KeyKind)[keyof typeof KeyKind];

const KEY_BYTES = 32;
/** RFC 8410: what stands before the 32 bytes of a key in its DER. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const NAME = /^[^\s+]+$/u;

/** Who may sign, as far as anybody else knows. */
export class VerifierKey {
  readonly keyId: number;

  private constructor(
    readonly name: string,
    readonly kind: KeyKind,
    /** 32 bytes (RFC 8032). */
    readonly publicKey: Uint8Array,
    private readonly key: KeyObject,
  ) {
    const named = Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(kind), publicKey]);
    this.keyId = Buffer.from(hash('sha256', named, 'buffer')).readUInt32BE();
  }

  static of(name: string, kind: KeyKind, publicKey: Uint8Array): VerifierKey {
    requireName(name);
    if (publicKey.length !== KEY_BYTES) throw new ProofMalformed('verifier key', 'is not an Ed25519 key of 32 bytes');
    const key = createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' });
    return new VerifierKey(name, kind, publicKey, key);
  }

  /** Read `<name>+<key id in hex>+<base64>`. Throws `ProofMalformed`, also when the id is not that of the key. */
  static parse(text: string): VerifierKey {
    const [name, keyId, encoded, ...more] = text.split('+');
    // Base64 has plus signs of its own.
    const bytes = base64Decoded('verifier key', [encoded ?? '', ...more].join('+'));
    if (name === undefined || bytes.length === 0) throw new ProofMalformed('verifier key', 'is not name+id+key');
    const kind = bytes[0];
    if (kind !== KeyKind.note && kind !== KeyKind.cosignature)
      throw new ProofMalformed(
        'verifier key',
        `is of kind ${kind}, and only Ed25519 (1) and cosignature (4) are known`,
      );
    const key = VerifierKey.of(name, kind, bytes.subarray(1));
    if (keyId !== hexOf(key.keyId)) throw new ProofMalformed('verifier key', 'has an id that is not that of the key');
    return key;
  }

  toString(): string {
    return `${this.name}+${hexOf(this.keyId)}+${base64(Buffer.concat([Buffer.of(this.kind), this.publicKey]))}`;
  }

  /** Whether `signature` (64 bytes) is this key's, over exactly `message`. */
  verifies(message: Uint8Array, signature: Uint8Array): boolean {
    return signature.length === 64 && verify(null, message, this.key, signature);
  }
}

/** Who may sign, with what only they know. */
export class SignerKey {
  private constructor(
    readonly verifier: VerifierKey,
    private readonly seed: Uint8Array,
    private readonly key: KeyObject,
  ) {}

  static generate(name: string, kind: KeyKind): SignerKey {
    const { privateKey } = generateKeyPairSync('ed25519');
    const der = privateKey.export({ format: 'der', type: 'pkcs8' });
    return SignerKey.of(name, kind, der.subarray(PKCS8.length));
  }

  static of(name: string, kind: KeyKind, seed: Uint8Array): SignerKey {
    const key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
    const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(SPKI.length);
    return new SignerKey(VerifierKey.of(name, kind, publicKey), seed, key);
  }

  /** Read what `toSecret` wrote. Throws `ProofMalformed`. */
  static parse(text: string): SignerKey {
    const [, name, keyId, encoded] = /^PRIVATE\+KEY\+([^+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text) ?? [];
    if (name === undefined || encoded === undefined) throw new ProofMalformed('signing key', 'is not a signing key');
    const bytes = base64Decoded('signing key', encoded);
    const kind = bytes[0];
    if (bytes.length !== 1 + KEY_BYTES || (kind !== KeyKind.note && kind !== KeyKind.cosignature))
      throw new ProofMalformed('signing key', 'is not an Ed25519 key');
    const signer = SignerKey.of(name, kind, bytes.subarray(1));
    if (keyId !== hexOf(signer.verifier.keyId))
      throw new ProofMalformed('signing key', 'has an id that is not that of the key');
    return signer;
  }

  /** `PRIVATE+KEY+<name>+<key id>+<base64>`, the spelling of Go's `golang.org/x/mod/sumdb/note`. Keep it secret. */
  toSecret(): string {
    const { name, keyId, kind } = this.verifier;
    return `PRIVATE+KEY+${name}+${hexOf(keyId)}+${base64(Buffer.concat([Buffer.of(kind), this.seed]))}`;
  }

  /** Ed25519 over exactly `message`; 64 bytes. */
  sign(message: Uint8Array): Uint8Array {
    return sign(null, message, this.key);
  }
}

function requireName(name: string): void {
  if (!NAME.test(name)) throw new ProofMalformed('key name', 'is empty or has a space or a plus sign');
}

function hexOf(keyId: number): string {
  return keyId.toString(16).padStart(8, '0');
}
