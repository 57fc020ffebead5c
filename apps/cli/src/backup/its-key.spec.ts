import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyKind, SignerKey } from '@plenum/event-log';
import { requireItsKey } from './its-key';

describe('a backup of a log whose key was rotated', () => {
  const [old, next] = [1, 2].map(() => SignerKey.generate('plenum.local/co-op', KeyKind.note)) as [
    SignerKey,
    SignerKey,
  ];
  const keys = [old, next].map(({ verifier }, from) => ({ key: verifier.toString(), from }));
  let backup: string;
  beforeEach(() => (backup = mkdtempSync(join(tmpdir(), 'plenum-its-key-'))));
  afterEach(() => rmSync(backup, { recursive: true }));
  const holds = (name: string, key: SignerKey) =>
    writeFileSync(join(backup, `co-op.${name}.key`), `${key.toSecret()}\n`);
  const check = () => requireItsKey('co-op', backup, keys);

  it('is refused with the old key only: nobody could sign for that log', () => {
    holds('signing', old);
    expect(check).toThrow(expect.objectContaining({ code: 'KEY_ROTATED' }));
  });

  it('is whole with the new key, in its place or on its way there, and without any keys', () => {
    expect(check).not.toThrow();
    holds('signing', old);
    holds('next-signing', next);
    expect(check).not.toThrow();
    holds('signing', next);
    expect(check).not.toThrow();
  });
});
