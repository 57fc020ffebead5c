import { leafHashOf } from '../../envelope';
import { ProofMalformed } from '../malformed';
import { leavesOf, subtreesOver } from '../merkle/given.contract';
import { inclusionProof, rootAt } from '../merkle/proofs';
import { logSignatureOf, signCheckpoint } from './checkpoint';
import { KeyKind, SignerKey } from './note-key';
import { formatProof, parseProof, provesLeaf } from './tlog-proof';

const event = Buffer.from('{"choice":"yes"}');
const leaves = leavesOf(20).with(11, leafHashOf(event));
const log = SignerKey.generate('plenum.example/riu-clar', KeyKind.note);

async function proofText(size = 20): Promise<string> {
  const subtrees = subtreesOver(leaves);
  const path = await inclusionProof(11, size, subtrees);
  return formatProof(
    { extra: event, index: 11, path },
    signCheckpoint({ size, root: await rootAt(size, subtrees) }, log),
  );
}

/** What somebody believes who knows the log's key and nothing else. */
const believes = (bytes: Uint8Array) => {
  const proof = parseProof(bytes);
  const isSigned = logSignatureOf(proof.checkpoint, log.verifier) === 'signed';
  return isSigned && proof.extra !== undefined && provesLeaf(proof, leafHashOf(proof.extra));
};

describe('a proof to keep', () => {
  it('is read back as it was written, and proves the event', async () => {
    const proof = parseProof(Buffer.from(await proofText()));
    expect(Buffer.from(proof.extra!).equals(event)).toBe(true);
    expect(proof.index).toBe(11);
    expect(provesLeaf(proof, leafHashOf(event))).toBe(true);
    expect(provesLeaf(proof, leafHashOf(Buffer.from('{"choice":"no"}')))).toBe(false);
  });

  it('of the first event alone has no path', async () => {
    const root = leafHashOf(event);
    const text = formatProof({ extra: event, index: 0, path: [] }, signCheckpoint({ size: 1, root }, log));
    expect(text).toContain('\nindex 0\n\nplenum.example/riu-clar\n1\n');
    expect(believes(Buffer.from(text))).toBe(true);
  });

  it('proves nothing with any one bit flipped, cut anywhere, or with a line moved', async () => {
    const whole = Buffer.from(await proofText());
    const spoilt = [
      ...Array.from({ length: whole.length * 8 }, (_, bit) => {
        const copy = Buffer.from(whole);
        copy[bit >> 3]! ^= 1 << (bit & 7);
        return copy;
      }),
      ...Array.from({ length: whole.length }, (_, length) => whole.subarray(0, length)),
      ...whole
        .toString()
        .split('\n')
        .map((_, at, lines) => Buffer.from(lines.toSpliced(at, 1).join('\n'))),
    ];
    for (const bytes of spoilt) {
      let believed = false;
      try {
        believed = believes(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(ProofMalformed);
      }
      expect(believed && bytes.toString()).toBe(false);
    }
  });

  it('signed for another size does not serve', async () => {
    const [twenty, nineteen] = [await proofText(20), await proofText(19)];
    const mixed = twenty.slice(0, twenty.indexOf('\n\n')) + nineteen.slice(nineteen.indexOf('\n\n'));
    expect(believes(Buffer.from(mixed))).toBe(false);
  });

  it.each([
    ['nothing', () => ''],
    ['another version', (text: string) => text.replace('@v1', '@v2')],
    ['no index', (text: string) => text.replace('index 11\n', '')],
    ['an index in hex', (text: string) => text.replace('index 11', 'index 0xb')],
    ['an index with a zero in front', (text: string) => text.replace('index 11', 'index 011')],
    ['65 hashes', (text: string) => text.replace('index 11\n', `index 11\n${`${'A'.repeat(43)}=\n`.repeat(65)}`)],
    ['a short hash', (text: string) => text.replace('index 11\n', 'index 11\nAAAA\n')],
    ['extra text after extra', (text: string) => text.replace('extra ', 'extra =')],
    ['no checkpoint', (text: string) => text.slice(0, text.indexOf('\n\n') + 2)],
    ['more than 2 MiB', (text: string) => text.replace('extra ', `extra ${'A'.repeat(2 ** 21)}`)],
  ])('with %s is malformed', async (_what, change) => {
    const text = await proofText();
    expect(change(text)).not.toBe(text);
    expect(() => parseProof(Buffer.from(change(text)))).toThrow(ProofMalformed);
  });
});
