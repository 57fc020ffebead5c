import * as fc from 'fast-check';
import type { LogJson } from '../../event-log';
import { ProofMalformed } from '../malformed';
import { leavesOf } from '../merkle/given.contract';
import { base64 } from './base64';
import { checkpointText, logSignatureOf, parseCheckpoint } from './checkpoint';
import { isEndorsed, parseRotation, rotationText, signRotation } from './key-rotation';
import { LogKeys } from './log-keys';
import { KeyKind, SignerKey, type VerifierKey } from './note-key';
import { formatNote } from './signed-note';

const [old, next] = [1, 2].map((fill) => SignerKey.of('plenum.local/co-op', KeyKind.note, Buffer.alloc(32, fill)));
const before = { size: 412, root: leavesOf(1)[0]! };
const data = signRotation(old!, next!.verifier, before);

describe('a rotation of a log’s key', () => {
  it('is signed over these lines and no others', () => {
    const lines = [
      'Plenum log key rotation v1',
      'plenum.local/co-op',
      '413',
      base64(before.root),
      old!.verifier.toString(),
      next!.verifier.toString(),
    ];
    expect(rotationText(old!.verifier, next!.verifier, before)).toBe(lines.map((line) => `${line}\n`).join(''));
    expect(old!.verifier.verifies(Buffer.from(`${lines.join('\n')}\n`), Buffer.from(data.endorsement, 'base64'))).toBe(
      true,
    );
  });

  it('is good at its own place only, under the old key only', () => {
    const rotation = parseRotation({ ...data });
    expect(isEndorsed(rotation, 413)).toBe(true);
    expect(isEndorsed(rotation, 414)).toBe(false);
    expect(isEndorsed({ ...rotation, newKey: old!.verifier }, 413)).toBe(false);
    expect(isEndorsed({ ...rotation, oldKey: next!.verifier }, 413)).toBe(false);
    expect(isEndorsed({ ...rotation, root: leavesOf(2)[1]! }, 413)).toBe(false);
    expect(isEndorsed({ ...rotation, endorsement: next!.sign(Buffer.from(data.root)) }, 413)).toBe(false);
  });

  it('is no head, and a head is no rotation', () => {
    const { name, keyId } = old!.verifier;
    const asHead = (text: string, signature: Uint8Array) =>
      parseCheckpoint(Buffer.from(formatNote({ text, signatures: [{ name, keyId, signature }] })));
    const text = rotationText(old!.verifier, next!.verifier, before);
    expect(() => asHead(text, Buffer.from(data.endorsement, 'base64'))).toThrow(ProofMalformed);
    const headText = checkpointText(name, before);
    const head = asHead(headText, old!.sign(Buffer.from(headText)));
    expect(logSignatureOf(head, old!.verifier)).toBe('signed');
    expect(isEndorsed({ ...parseRotation({ ...data }), endorsement: old!.sign(Buffer.from(headText)) }, 413)).toBe(
      false,
    );
  });

  it('is read, or is malformed, whatever its data are', () => {
    const value: fc.Arbitrary<LogJson> = fc.oneof(fc.string(), fc.integer(), fc.constantFrom(...Object.values(data)));
    const fields = fc.record({ oldKey: value, newKey: value, root: value, endorsement: value }, { requiredKeys: [] });
    fc.assert(
      fc.property(fields, (some) => {
        try {
          const { oldKey, newKey } = parseRotation(some as { readonly [key: string]: LogJson });
          expect([oldKey.kind, newKey.kind]).toEqual([KeyKind.note, KeyKind.note]);
        } catch (error) {
          expect(error).toBeInstanceOf(ProofMalformed);
        }
      }),
    );
  });

  it('is not to the key of a witness', () => {
    const witness = SignerKey.generate('plenum.local/co-op', KeyKind.cosignature).verifier.toString();
    expect(() => parseRotation({ ...data, newKey: witness })).toThrow(/newKey/);
  });
});

describe('the keys of a log', () => {
  const keys = LogKeys.of(old!.verifier).followedBy(next!.verifier, 413);

  it('each sign from their rotation on, until the next', () => {
    expect([0, 412, 413, 2 ** 53 - 1].map((size) => keys.keyAt(size) === keys.first)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect([keys.first, keys.current]).toEqual([old!.verifier, next!.verifier]);
  });

  it('give way one after the other: not by one that was replaced, to another name, or to one that the log had', () => {
    const [third, renamed] = ['co-op', 'elsewhere'].map(
      (name) => SignerKey.generate(`plenum.local/${name}`, KeyKind.note).verifier,
    ) as [VerifierKey, VerifierKey];
    expect(keys.wrongIn({ oldKey: next!.verifier, newKey: third })).toBeUndefined();
    expect(keys.wrongIn({ oldKey: old!.verifier, newKey: third })).toMatchObject({ where: 'oldKey' });
    expect(keys.wrongIn({ oldKey: third, newKey: next!.verifier })).toMatchObject({ where: 'oldKey' });
    expect(keys.wrongIn({ oldKey: next!.verifier, newKey: renamed })).toMatchObject({ where: 'newKey' });
    expect(keys.wrongIn({ oldKey: next!.verifier, newKey: old!.verifier })).toMatchObject({ where: 'newKey' });
    expect(keys.wrongIn({ oldKey: next!.verifier, newKey: next!.verifier })).toMatchObject({ where: 'newKey' });
  });

  it('are found by what they are, not by who holds them', () => {
    const again = SignerKey.of('plenum.local/co-op', KeyKind.note, Buffer.alloc(32, 2)).verifier;
    expect(keys.periodOf(again)?.from).toBe(413);
    expect(keys.periodOf(SignerKey.generate('plenum.local/co-op', KeyKind.note).verifier)).toBeUndefined();
  });
});
