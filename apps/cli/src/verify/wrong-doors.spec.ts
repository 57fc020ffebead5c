import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatProof, KeyKind, signCheckpoint, SignerKey, sqliteLogFileOf, TileTree } from '@plenum/event-log';
import { type } from '../typed.fixture';
import { keptAssembly, type KeptAssembly } from './assembly.fixture';

const log = SignerKey.generate('plenum.local/riu-clar', KeyKind.note);
const headOver = (size: number, letter = 7) => signCheckpoint({ size, root: Buffer.alloc(32, letter) }, log);

describe('plenum verify, given what belongs to another command', () => {
  let kept: KeptAssembly;
  let room: string;
  beforeAll(async () => {
    room = mkdtempSync(join(tmpdir(), 'plenum-doors-'));
    kept = await keptAssembly();
  });
  afterAll(() => {
    kept.end();
    rmSync(room, { recursive: true });
  });
  const file = (name: string, text: string | Buffer) => {
    writeFileSync(join(room, name), text);
    return join(room, name);
  };
  const receipt = (size = 1, letter = 7) =>
    formatProof({ index: 0, extra: Buffer.from('{}'), path: [] }, headOver(size, letter));
  const refused = async (args: readonly string[], said: string) =>
    expect(await type(args)).toEqual({ exitCode: 3, out: '', err: expect.stringContaining(said) as string });

  it('instead of a log, says which one it is', async () => {
    const vote = file('my-vote.tlog-proof', receipt());
    const mail = file('mail.eml', `Hola,\n\n> ${receipt().replaceAll('\n', '\n> ')}\n`);
    const head = file('mine.checkpoint', headOver(3));
    const whole = join(kept.exported, 'checkpoint');
    const said = (path: string, what: string) => refused(['verify', path], `NOT_A_LOG: ${path} is ${what}`);
    await said(
      vote,
      `a receipt, not a log: check it with plenum verify receipt ${vote}, or a log against it with plenum verify LOG --head ${vote}\n`,
    );
    await said(mail, `a receipt, not a log: check it with plenum verify receipt ${mail}`);
    await said(
      head,
      `a signed head (checkpoint), not a log: check a log against it with plenum verify LOG --head ${head}\n`,
    );
    await said(whole, `the signed head of an export, and not the whole of it: plenum verify ${kept.exported}\n`);
    await said(kept.agendaKey, `a key, not a log: check a log with it by plenum verify LOG --key ${kept.agendaKey}\n`);
    await said(
      file('vote.png', Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1')),
      'a picture: if it shows the QR code of a receipt',
    );
    await said(
      file('large.jpg', Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(9_000_000, 7)])),
      'a picture',
    );
    await said(file('riu.zip', 'PK\u0003\u0004'), 'an archive, not a log: unpack it');
    await refused(['recount', '--of', vote], 'NOT_A_LOG');
    expect((await type(['verify', file('story.txt', 'I voted yes')])).exitCode).toBe(2);
  });

  it('instead of a receipt, says what to type for it', async () => {
    const data = sqliteLogFileOf(kept.folder, kept.assemblyId)!;
    const head = file('mine.checkpoint', headOver(3));
    const said = (path: string, what: string) =>
      refused(['verify', 'receipt', path], `NOT_A_RECEIPT: ${path} is not a receipt file: it is ${what}`);
    await said(
      join(kept.exported, 'checkpoint'),
      `a signed head (checkpoint), which holds no event: plenum verify ${kept.exported}\n`,
    );
    await said(head, `a signed head (checkpoint), which holds no event: plenum verify LOG --head ${head}\n`);
    await said(data, `a log: plenum verify ${data}\n`);
    await said(kept.agendaKey, `a key: plenum verify receipt FILE --key ${kept.agendaKey}\n`);
    await said(file('vote.svg', '<svg></svg>'), 'a picture: if it shows the QR code');
    await refused(
      ['verify', 'receipt', kept.exported],
      `NOT_A_RECEIPT: ${kept.exported} is a folder without a *.tlog-proof`,
    );
  });

  it('a folder is taken for the heads, or the receipts, that are in it', async () => {
    const [mine, yours, none] = ['mine', 'yours', 'none'].map((name) => join(room, name)) as [string, string, string];
    for (const folder of [mine, yours, none]) mkdirSync(folder);
    writeFileSync(join(mine, 'checkpoint'), headOver(3));
    writeFileSync(join(mine, 'readme.txt'), 'no head');
    writeFileSync(join(yours, 'of-tuesday.checkpoint'), headOver(3, 8));
    writeFileSync(join(yours, 'vote.tlog-proof'), receipt(3, 8));
    const key = ['--key', log.verifier.toString()];
    expect((await type(['verify', 'heads', mine, join(mine, 'checkpoint'), ...key])).exitCode).toBe(0);
    const fork = await type(['verify', 'heads', mine, yours, ...key]);
    expect(fork).toMatchObject({ exitCode: 1, out: expect.stringContaining('rule fork (size 3)') as string });
    expect(fork.out).toContain(`${join(yours, 'vote.tlog-proof')}: 3 events`);
    await refused(['verify', 'heads', none, mine, ...key], `HEAD_MISSING: ${none} is a folder without heads`);
    await refused(['verify', kept.exported, '--head', none], `HEAD_MISSING: ${none} is a folder without heads`);
    const [agenda, own] = [['--key', kept.agendaKey], kept.copy('exported', () => undefined)];
    expect((await type(['verify', kept.exported, '--head', own, ...agenda])).exitCode).toBe(0);
    const receipts = await type(['verify', 'receipt', yours, ...key]);
    expect(receipts).toMatchObject({ exitCode: 1, out: expect.stringContaining('INVALID: the path') as string });
  });

  it('a receipt is not called wrong for the key of another assembly', async () => {
    const stranger = SignerKey.generate('plenum.local/elsewhere', KeyKind.note).verifier.toString();
    const vote = file('vote.tlog-proof', await receiptOfTheLog());
    const agenda = readFileSync(kept.agendaKey, 'utf8').trim();
    await refused(
      ['verify', 'receipt', vote, '--key', stranger],
      `TWO_DIFFERENT_LOGS: the key ${stranger} is of plenum.local/elsewhere; ${vote} is of `,
    );
    expect((await type(['verify', 'receipt', vote, '--key', stranger, '--key', agenda])).exitCode).toBe(0);
  });

  /** Of its first event, under the head of its export. */
  async function receiptOfTheLog(): Promise<string> {
    const head = readFileSync(join(kept.exported, 'checkpoint'), 'utf8');
    const events = kept.events.slice(0, Number(head.split('\n')[1]));
    const tree = new TileTree(async (first, count) =>
      Buffer.concat(events.slice(first, first + count).map(({ leafHash }) => leafHash)),
    );
    for (const { leafHash } of events) tree.add(leafHash);
    return formatProof({ index: 0, extra: events[0]!.bytes, path: await tree.inclusionProof(0, events.length) }, head);
  }
});
