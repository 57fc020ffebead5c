import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyKind, leafHashOf, notesIn, signCheckpoint, SignerKey } from '@plenum/event-log';
import { KeptHeads } from './kept-heads';

const key = SignerKey.generate('plenum.local/co-op', KeyKind.note);
const headOf = (size: number, signer = key) =>
  signCheckpoint({ size, root: leafHashOf(Buffer.from(`${size}`)) }, signer);

describe('heads in two places', () => {
  let room: string;
  const heads = (signer = key) => new KeptHeads(room, join(room, 'elsewhere'), 'co-op', signer.verifier);
  const list = () => join(room, 'elsewhere', readdirSync(join(room, 'elsewhere'))[0]!);
  const text = () => readFileSync(list(), 'utf8');
  beforeEach(() => (room = mkdtempSync(join(tmpdir(), 'plenum-heads-'))));
  afterEach(() => rmSync(room, { recursive: true }));

  it('are none at first, and then the last one kept', async () => {
    expect(heads().last()).toBeUndefined();
    await heads().keep(headOf(3));
    await heads().keep(headOf(5));
    expect(heads().last()).toMatchObject({ note: headOf(5), checkpoint: { size: 5 } });
    expect(notesIn(text())).toEqual([headOf(3), headOf(5)]);
    expect(readFileSync(join(room, 'co-op.checkpoint'), 'utf8')).toBe(headOf(5));
  });

  it('answer with the largest, whichever place has it, and whoever of several kept it last', async () => {
    for (const size of [7, 9, 8]) await heads().keep(headOf(size));
    expect(heads().last()?.checkpoint.size).toBe(9);
    rmSync(list());
    expect(heads().last()?.checkpoint.size).toBe(8);
    writeFileSync(join(room, 'co-op.checkpoint'), headOf(6));
    await heads().keep(headOf(10));
    writeFileSync(join(room, 'co-op.checkpoint'), headOf(6));
    expect(heads().last()?.checkpoint.size).toBe(10);
  });

  it('are found at the end of a list however long it is', async () => {
    await heads().keep(headOf(1));
    for (let size = 2; size <= 600; size++) appendFileSync(list(), `\n\n${headOf(size)}`);
    rmSync(join(room, 'co-op.checkpoint'));
    expect(heads().last()?.checkpoint.size).toBe(600);
  });

  it('lose one whose writing was cut short, wherever it was cut, and nothing else', async () => {
    const [whole, next] = [headOf(3), headOf(4)];
    for (let length = 0; length < Buffer.byteLength(`\n\n${next}`); length += 7) {
      await heads().keep(whole);
      appendFileSync(list(), Buffer.from(`\n\n${next}`).subarray(0, length));
      rmSync(join(room, 'co-op.checkpoint'));
      expect([length, heads().last()?.checkpoint.size]).toEqual([length, 3]);
      await heads().keep(headOf(5));
      expect([length, notesIn(text())]).toEqual([length, [whole, headOf(5)]]);
      rmSync(list());
    }
  });

  it('begin again when even the first was cut short', async () => {
    await heads().keep(headOf(3));
    truncateSync(list(), 20);
    rmSync(join(room, 'co-op.checkpoint'));
    expect(heads().last()).toBeUndefined();
    await heads().keep(headOf(4));
    expect(heads().last()?.checkpoint.size).toBe(4);
  });

  it.each([
    ['changed', (note: string) => note.replace('\n5\n', '\n4\n')],
    ['garbage before its end', (note: string) => `Once upon a time\n\n\n${note}`],
    ['signed by another', () => headOf(5, SignerKey.generate('plenum.local/co-op', KeyKind.note))],
  ])('are not believed when one is %s', async (_how, change) => {
    await heads().keep(headOf(5));
    for (const file of [list(), join(room, 'co-op.checkpoint')]) {
      writeFileSync(file, change(headOf(5)));
      expect(() => heads().last()).toThrow(expect.objectContaining({ code: 'HEAD_NOT_TRUSTED' }));
      writeFileSync(file, headOf(5));
    }
  });

  it('under another first key are refused until somebody moves them aside, and a log begun anew goes on', async () => {
    await heads().keep(headOf(5));
    rmSync(join(room, 'co-op.checkpoint'));
    const anew = heads(SignerKey.generate('plenum.local/co-op', KeyKind.note));
    expect(() => anew.last()).toThrow(
      expect.objectContaining({ code: 'HEADS_OF_ANOTHER_KEY', file: list(), advice: expect.stringContaining('aside') }),
    );
    renameSync(list(), join(room, 'aside.checkpoints'));
    expect(anew.last()).toBeUndefined();
  });

  it('of another assembly are not looked at, nor a list that never had a whole head', async () => {
    await heads().keep(headOf(5));
    const beside = (name: string, text: string) => writeFileSync(join(room, 'elsewhere', name), text);
    beside('co-op-2-00000000.checkpoints', headOf(9));
    beside('co-op-00000000.checkpoints', headOf(9).slice(0, 20));
    expect(heads().last()?.checkpoint.size).toBe(5);
  });
});
