import { leavesOf, subtreesOver } from '../merkle/given.contract';
import { consistencyProof, rootAt } from '../merkle/proofs';
import type { TreeHead } from '../merkle/verify';
import { parseCheckpoint, signCheckpoint } from './checkpoint';
import { cosign, cosignatureOf, wrongLinesOf } from './cosignature';
import { KeyKind, SignerKey } from './note-key';

const leaves = leavesOf(20);
const headOf = async (size: number): Promise<TreeHead> => ({ size, root: await rootAt(size, subtreesOver(leaves)) });
const proofOf = (from: number, to: number) => consistencyProof(from, to, subtreesOver(leaves));
const log = SignerKey.generate('plenum.example/riu-clar', KeyKind.note);
const peer = SignerKey.generate('peer.example/witness', KeyKind.cosignature);
const AT = 1_795_000_000;

const signed = async (size: number, root?: Uint8Array) =>
  Buffer.from(signCheckpoint({ ...(await headOf(size)), ...(root === undefined ? {} : { root }) }, log));

describe('a witness', () => {
  it('cosigns a head that goes on from the one it saw, with the time', async () => {
    const given = { seen: await headOf(7), proof: await proofOf(7, 20), at: AT };
    const answer = cosign(await signed(20), log.verifier, peer, given);
    if ('refused' in answer) throw new Error(answer.refused);
    expect(answer.head.size).toBe(20);
    expect(cosignatureOf(parseCheckpoint(Buffer.from(answer.note)), peer.verifier)).toEqual({
      state: 'signed',
      at: BigInt(AT),
    });
  });

  it('cosigns the first head that it meets, and the same head again', async () => {
    expect(cosign(await signed(5), log.verifier, peer, { proof: [], at: AT })).toHaveProperty('note');
    const again = { seen: await headOf(5), proof: [], at: AT };
    expect(cosign(await signed(5), log.verifier, peer, again)).toHaveProperty('note');
  });

  it('refuses a log that shrank, a log that forked, and a stranger', async () => {
    const seen = await headOf(12);
    expect(cosign(await signed(11), log.verifier, peer, { seen, proof: [], at: AT })).toEqual({
      refused: 'HeadMustNotShrink',
    });
    const proof = await proofOf(12, 20);
    for (const root of [leaves[0]!, (await headOf(19)).root]) {
      expect(cosign(await signed(20, root), log.verifier, peer, { seen, proof, at: AT })).toEqual({
        refused: 'HeadMustExtendTheOneSeen',
      });
    }
    expect(cosign(await signed(12, leaves[0]), log.verifier, peer, { seen, proof: [], at: AT })).toEqual({
      refused: 'HeadMustExtendTheOneSeen',
    });
    expect(cosign(await signed(20), log.verifier, peer, { seen: await headOf(1), proof: [], at: AT })).toEqual({
      refused: 'HeadMustExtendTheOneSeen',
    });
    const stranger = SignerKey.generate('plenum.example/riu-clar', KeyKind.note);
    expect(cosign(await signed(20), stranger.verifier, peer, { seen, proof, at: AT })).toEqual({
      refused: 'LogMustBeKnown',
    });
  });
});

describe('a cosignature', () => {
  const cosigned = async () => {
    const answer = cosign(await signed(5), log.verifier, peer, { proof: [], at: AT });
    return 'note' in answer ? answer.note : '';
  };

  it('is for its head and its time, and of its witness alone', async () => {
    const note = await cosigned();
    const line = note.split('\n').at(-2)!;
    const elsewhere = parseCheckpoint(Buffer.from(`${(await signed(6)).toString()}${line}\n`));
    expect(cosignatureOf(elsewhere, peer.verifier).state).toBe('forged');
    const stranger = SignerKey.generate('peer.example/witness', KeyKind.cosignature);
    expect(cosignatureOf(parseCheckpoint(Buffer.from(note)), stranger.verifier)).toEqual({ state: 'unsigned' });
    const encoded = line.split(' ')[2]!;
    const later = Buffer.from(encoded, 'base64');
    later[11]! ^= 1;
    const shifted = note.replace(encoded, later.toString('base64'));
    expect(cosignatureOf(parseCheckpoint(Buffer.from(shifted)), peer.verifier)).toEqual({ state: 'forged' });
  });

  it('is good beside a line in the name of its witness that is not: whoever copies a head can add one', async () => {
    const note = await cosigned();
    const line = note.split('\n').at(-2)!;
    const encoded = line.split(' ')[2]!;
    const spoilt = Buffer.from(encoded, 'base64');
    spoilt[70]! ^= 1;
    const wrong = line.replace(encoded, spoilt.toString('base64'));
    for (const lines of [`${wrong}\n${line}`, `${line}\n${wrong}`]) {
      const both = parseCheckpoint(Buffer.from(note.replace(line, lines)));
      expect(cosignatureOf(both, peer.verifier)).toEqual({ state: 'signed', at: BigInt(AT) });
      expect(wrongLinesOf(both, peer.verifier)).toBe(1);
    }
    expect(wrongLinesOf(parseCheckpoint(Buffer.from(note)), peer.verifier)).toBe(0);
  });

  // Of 12 bytes, the id of the key and the time, or fewer.
  it.each([16, 12, 8])('that is only a time, or a part of it, is forged (%i letters)', async (letters) => {
    const note = (await cosigned()).replace(new RegExp(`(— peer\\S+ \\S{${letters}})\\S+\\n$`), '$1\n');
    expect(cosignatureOf(parseCheckpoint(Buffer.from(note)), peer.verifier).state).toBe('forged');
  });
});
