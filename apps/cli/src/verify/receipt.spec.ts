import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  canonicalJson,
  formatProof,
  KeyKind,
  leafHashOf,
  signCheckpoint,
  SignerKey,
  TileTree,
  type LogJson,
} from '@plenum/event-log';
import { type } from '../typed.fixture';
import { MAILED } from './mailed.fixture';

const log = SignerKey.generate('plenum.local/riu-clar', KeyKind.note);
const event = Buffer.from(
  '{"actor":"ada","assembly":"riu-clar","at":"2026-11-24T18:00:00.000Z","command":"c","commandDigest":"' +
    `${'0'.repeat(64)}","data":{"channel":"online","choice":"yes","memberId":"ada","proposalId":"well"},` +
    '"revision":0,"stream":"ballot-well-ada","type":"BallotCast","version":1}',
);

describe('plenum verify receipt', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plenum-receipt-'));
  const file = join(folder, 'my-vote.tlog-proof');
  const key = log.verifier.toString();
  afterAll(() => rmSync(folder, { recursive: true }));

  /** The receipt of an event that stands at position 7 of a log of 20. */
  const receipt = async (bytes: Buffer = event, extra: Buffer | undefined = bytes) => {
    const tree = new TileTree(async () => Buffer.alloc(0));
    for (let index = 0; index < 20; index++) tree.add(leafHashOf(index === 6 ? bytes : Buffer.from(String(index))));
    const head = signCheckpoint({ size: 20, root: await tree.root() }, log);
    return formatProof({ ...(extra && { extra }), index: 6, path: await tree.inclusionProof(6) }, head);
  };
  const check = (text: string | Buffer, ...args: readonly string[]) => {
    writeFileSync(file, text);
    return type(['verify', 'receipt', file, ...args]);
  };

  it('tells Ada what she voted, and that it stands in the log', async () => {
    const { exitCode, out, err } = await check(await receipt(), '--key', key);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out).toContain('event     7, BallotCast\n');
    expect(out).toContain('  choice      yes\n');
    expect(out).toContain(`  proposalId  well = ${Buffer.from('Proposal:well').toString('base64url')}\n`);
    expect(out).toContain('VALID: the log had this event at that place');
    expect(out).toContain(
      'whether this ballot was changed or withdrawn later: plenum explain ada --proposal well --of EXPORT names the events that counted; this is event 7\n',
    );
  });

  it('takes the key from a file too', async () => {
    const keyFile = join(folder, 'key');
    writeFileSync(keyFile, `${key}\n`);
    expect((await check(await receipt(), '--key', keyFile)).exitCode).toBe(0);
  });

  it('cannot decide without the key', async () => {
    const { exitCode, out } = await check(await receipt());
    expect(exitCode).toBe(2);
    expect(out).toContain('Give it with --key, as printed on the agenda');
  });

  it('cannot decide without the event', async () => {
    const bare = (await receipt()).replace(/extra .*\n/, '');
    expect((await check(bare, '--key', key)).exitCode).toBe(2);
  });

  it.each([
    ['another vote in it', async () => receipt(event, Buffer.from(event.toString().replace('"yes"', '"no"')))],
    ['another place', async () => (await receipt()).replace('index 6', 'index 7')],
    ['a forged head', async () => (await receipt()).replace('\n20\n', '\n21\n')],
    ['an event that is none', async () => receipt(Buffer.from('{"choice":"yes"}'))],
    ['an event that is no JSON', async () => receipt(Buffer.from('yes'))],
    [
      'an event in another spelling',
      async () => receipt(Buffer.from(event.toString().replace('{"actor"', '{ "actor"'))),
    ],
    ['a letter too much', async () => (await receipt()).replace('index', 'index +')],
    ['its end cut off', async () => (await receipt()).slice(0, 300)],
    ['more than 2 MiB', async () => (await receipt()).replace('extra ', `extra ${'A'.repeat(2 ** 21)}`)],
  ])('is not fooled by %s', async (_what, text) => {
    const { exitCode, out, err } = await check(await text(), '--key', key);
    expect({ exitCode, err }).toEqual({ exitCode: 1, err: '' });
    expect(out).toMatch(/INVALID: /);
  });

  it.each([
    ['the answer that GraphiQL shows', (text: string) => JSON.stringify({ data: { receiptProof: { text } } }, null, 2)],
    ['what Notepad made of it', (text: string) => `\ufeff${text.replaceAll('\n', '\r\n')}`],
    ['what zbarimg read from the picture', (text: string) => `${text}\n`],
  ])('reads %s, and finds another vote in it all the same', async (_what, way) => {
    expect((await check(way(await receipt()), '--key', key)).exitCode).toBe(0);
    const other = await receipt(event, Buffer.from(event.toString().replace('"yes"', '"no"')));
    expect((await check(way(other), '--key', key)).exitCode).toBe(1);
  });

  it.each(MAILED)(
    'reads a receipt that went by mail %s, and finds another vote in it all the same',
    async (_how, way) => {
      expect((await check(await way(await receipt()), '--key', key)).exitCode).toBe(0);
      const other = await receipt(event, Buffer.from(event.toString().replace('"yes"', '"no"')));
      expect((await check(await way(other), '--key', key)).exitCode).toBe(1);
    },
  );

  it('says of one that was cut short after which line, wherever that was, and never that it is something else', async () => {
    const whole = await receipt();
    const lastLine = whole.trimEnd().lastIndexOf('\n') + 1;
    const [first, lines] = ['c2sp.org/tlog-proof@v1'.length, whole.trimEnd().split('\n').length];
    for (let length = first; length < whole.length - 1; length += length < lastLine ? 7 : 1) {
      const { exitCode, out } = await check(whole.slice(0, length), '--key', key);
      const [, where, line] = /^INVALID: \S+ is cut short (after|in) line (\d+): /.exec(out) ?? [];
      const kept = whole.slice(0, length).trimEnd().split('\n').length;
      expect([length, exitCode, out.includes('Look for a whole copy')]).toEqual([length, 1, true]);
      // What stands on the last line that is there may be half of it.
      expect([length, where === 'in' ? Number(line) === lines : kept - Number(line) <= 2]).toEqual([length, true]);
      expect([length, Number(line) <= kept]).toEqual([length, true]);
    }
  });

  it('does not say of one whose lines somebody numbered that it is cut short', async () => {
    const numbered = (await receipt()).split('\n').map((line, at) => `${at + 1} ${line}`);
    const { exitCode, out } = await check(numbered.join('\n'), '--key', key);
    expect(exitCode).toBe(1);
    expect(out).toContain(`INVALID: ${file} has in line 2 neither an event nor its index. Look for a whole copy.`);
  });

  const of = (type: string, data: object) =>
    Buffer.from(
      canonicalJson({ ...(JSON.parse(event.toString()) as Record<string, LogJson>), type, data: data as LogJson }),
    );

  it.each<[string, object, string]>([
    [
      'BallotChanged',
      { memberId: 'ada', proposalId: 'well' },
      'whether this ballot was changed or withdrawn later: plenum explain ada --proposal well',
    ],
    [
      'BallotWithdrawn',
      { memberId: 'ada', proposalId: 'well' },
      'whether the member voted again later: plenum explain ada --proposal well',
    ],
    [
      'DelegationSet',
      { memberId: 'ada', scope: 'assembly', delegates: ['bo'] },
      'whether this delegation was replaced or revoked later, or ran out: plenum explain ada --proposal PROPOSAL',
    ],
    [
      'DelegationSet',
      { memberId: 'ada', scope: 'proposal:well', delegates: ['bo'] },
      'plenum explain ada --proposal well',
    ],
    [
      'DelegatingOptedOut',
      { memberId: 'ada', scope: 'assembly' },
      'whether the member delegated again later, or took this back: plenum explain ada',
    ],
    [
      'DelegationRevoked',
      { memberId: 'ada', scope: 'area:roads' },
      'whether the member delegated again later: plenum explain ada',
    ],
    ['MeetingOpened', { meetingId: 'm' }, 'whether a later event changed this or took it back: plenum verify'],
  ])('says of the receipt of a %s what it does not show: %j', async (type, data, expected) => {
    const { exitCode, out } = await check(await receipt(of(type, data)), '--key', key);
    expect(exitCode).toBe(0);
    expect(out).toContain(
      `  - ${expected.startsWith('plenum') ? 'whether this delegation was replaced or revoked later, or ran out: ' : ''}${expected}`,
    );
    expect(out.includes('ballot')).toBe(type.startsWith('Ballot') && type !== 'BallotWithdrawn');
  });

  describe('given several', () => {
    const file2 = join(folder, 'her-vote.tlog-proof');
    const other = () => receipt(event, Buffer.from(event.toString().replace('"yes"', '"no"')));
    const both = async (one: string, two: string, ...args: readonly string[]) => {
      writeFileSync(file, one);
      writeFileSync(file2, two);
      return type(['verify', 'receipt', file, file2, ...args]);
    };

    it('judges each', async () => {
      const { exitCode, out, err } = await both(await receipt(), await receipt(of('MeetingOpened', {})), '--key', key);
      expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
      expect(out).toMatch(
        new RegExp(
          `^${file}\nevent     7, BallotCast\n[^]*\n\n${file2}\nevent     7, MeetingOpened\n[^]*\n\n2 receipts: 2 valid\n$`,
        ),
      );
    });

    it('ends with the worst of them, and has told the others', async () => {
      const wrong = await both(await receipt(), await other(), '--key', key);
      expect(wrong.exitCode).toBe(1);
      expect(wrong.out).toContain('2 receipts: 1 valid, 1 invalid\n');
      const none = await both('I voted yes', await receipt(), '--key', key);
      expect(none).toMatchObject({ exitCode: 3, err: expect.stringMatching(/^NOT_A_RECEIPT: /) as string });
      expect(none.out).toContain('2 receipts: 1 valid, 1 not to be judged\n');
      expect((await both('I voted yes', await other(), '--key', key)).exitCode).toBe(1);
      expect((await both(await receipt(), await receipt())).exitCode).toBe(2);
    });

    it('in one file, too', async () => {
      const { exitCode, out } = await check(`Hola,\n> ${await receipt()}\nand hers:\n${await other()}`, '--key', key);
      expect(exitCode).toBe(1);
      expect(out).toContain(`${file}, receipt 1 of 2\nevent     7, BallotCast\n`);
      expect(out).toContain(`${file}, receipt 2 of 2\nINVALID: the path does not lead`);
    });
  });

  it.each([
    ['a story', 'I voted yes, I swear', 'no line of it is c2sp.org/tlog-proof@v1'],
    ['an empty file', '', 'it is empty'],
    ['an answer without a receipt', '{"data":{"receiptProof":null}}', 'no line of it is'],
    ['a key', key, 'it is a key: plenum verify receipt FILE --key'],
    ['a head', signCheckpoint({ size: 20, root: Buffer.alloc(32, 7) }, log), 'it is a signed head (checkpoint)'],
    ['a text that has an index', 'Minutes\nindex 7\n\nof what was said\n', 'no line of it is'],
  ])('does not call %s a wrong receipt, but none', async (_what, text, why) => {
    const { exitCode, out, err } = await check(text, '--key', key);
    expect({ exitCode, out }).toEqual({ exitCode: 3, out: '' });
    expect(err).toContain(`NOT_A_RECEIPT: ${file} is not a receipt file: ${why}`);
  });

  it.each<[string, (text: string) => string]>([
    ['another first line', (text) => text.replace('tlog-proof@v1', 'tlog-prof@v1')],
    ['an empty first line', (text) => text.replace('c2sp.org/tlog-proof@v1', '')],
    ['no first line', (text) => text.replace('c2sp.org/tlog-proof@v1\n', '')],
    ['another first line, as Notepad saved it', (text) => text.replace('c2sp', 'C2SP').replaceAll('\n', '\r\n')],
    ['another first line, out of GraphiQL', (text) => JSON.stringify({ text: text.replace('@v1', '@v7') })],
    ['another first line, and no event', (text) => text.replace('@v1', '@v7').replace(/extra .*\n/, '')],
  ])('says of a receipt with %s that it is damaged, and where', async (_what, change) => {
    const { exitCode, out, err } = await check(change(await receipt()), '--key', key);
    expect({ exitCode, err }).toEqual({ exitCode: 1, err: '' });
    expect(out).toContain(
      `INVALID: ${file} was changed in line 1: it is not c2sp.org/tlog-proof@v1, as a receipt begins`,
    );
  });

  it('says so for any one bit of that line', async () => {
    const whole = Buffer.from(await receipt());
    for (let bit = 0; bit < 'c2sp.org/tlog-proof@v1\n'.length * 8; bit += 1) {
      const copy = Buffer.from(whole);
      copy[bit >> 3]! ^= 1 << (bit & 7);
      writeFileSync(file, copy);
      expect([bit, (await type(['verify', 'receipt', file, '--key', key])).exitCode]).toEqual([bit, 1]);
    }
  });

  it('does not take the word of another signer of the same name, nor call it a forger', async () => {
    const stranger = SignerKey.generate('plenum.local/riu-clar', KeyKind.note);
    const { exitCode, out } = await check(await receipt(), '--key', stranger.verifier.toString());
    expect(exitCode).toBe(2);
    expect(out).toContain('UNDECIDED: the head is signed by another key than you gave');
  });

  it('is not fooled by the signer of another log, nor does it blame the receipt', async () => {
    const elsewhere = SignerKey.generate('plenum.local/elsewhere', KeyKind.note);
    const { exitCode, out, err } = await check(await receipt(), '--key', elsewhere.verifier.toString());
    expect({ exitCode, out }).toEqual({ exitCode: 3, out: '' });
    expect(err).toMatch(
      /^TWO_DIFFERENT_LOGS: the key .* is of plenum.local\/elsewhere; .* is of plenum.local\/riu-clar. /,
    );
  });

  it('is not fooled by any one bit, unless it makes of a blank another blank', async () => {
    const whole = Buffer.from(await receipt());
    const nonBreaking = (bit: number) => whole[bit >> 3] === 0x20 && (bit & 7) === 7;
    for (let bit = 3; bit < whole.length * 8; bit += 97) {
      if (nonBreaking(bit)) continue;
      const copy = Buffer.from(whole);
      copy[bit >> 3]! ^= 1 << (bit & 7);
      writeFileSync(file, copy);
      expect([bit, (await type(['verify', 'receipt', file, '--key', key])).exitCode]).not.toEqual([bit, 0]);
    }
    expect(readFileSync(file).length).toBe(whole.length);
  });
});
