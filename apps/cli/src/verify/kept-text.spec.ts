import { isReceipt, keptTexts } from './kept-text';
import { MAILED } from './mailed.fixture';

const HASH = `${'q'.repeat(42)}o=`;
const HEAD = `plenum.local/riu-clar\n20\n${HASH}\n\n— plenum.local/riu-clar ${'q'.repeat(90)}o=\n`;
const RECEIPT = `c2sp.org/tlog-proof@v1\nextra ${'eyJhIjoxfQ'.repeat(60)}eyJhIjoxfQ==\nindex 6\n${HASH}\n${HASH}\n\n${HEAD}`;
const WITNESSED = `${RECEIPT}— peer.example/witness ${'q'.repeat(101)}g==\n`;

const read = (bytes: string | Buffer) => keptTexts(Buffer.from(bytes)).map((one) => Buffer.from(one).toString());

/** What happens to a text on its way from GraphiQL into a file. */
const WAYS: readonly (readonly [string, (text: string) => string | Buffer])[] = [
  ['nobody touched', (text) => text],
  ['Notepad saved', (text) => text.replaceAll('\n', '\r\n')],
  ['with a byte order mark', (text) => `\ufeff${text}`],
  ['in UTF-16, as PowerShell writes', (text) => Buffer.from(`\ufeff${text.replaceAll('\n', '\r\n')}`, 'utf16le')],
  ['without its last line end', (text) => text.slice(0, -1)],
  ['with a line end more, as zbarimg prints', (text) => `${text}\n`],
  ['with empty lines before it', (text) => `\n \n${text}`],
  ['copied with its quotation marks', (text) => JSON.stringify(text)],
  ['copied without its quotation marks', (text) => JSON.stringify(text).slice(1, -1)],
  ['in the line of the answer', (text) => `      "text": ${JSON.stringify(text)},\n`],
  [
    'in the whole answer',
    (text) => JSON.stringify({ data: { receiptProof: { text, qr: '<svg a="b">\n\n</svg>', size: 20 } } }, null, 2),
  ],
  [
    'in an answer that Notepad saved',
    (text) => JSON.stringify({ data: { mine: { text } } }, null, 2).replaceAll('\n', '\r\n'),
  ],
  ['in an answer in plain ASCII', (text) => JSON.stringify({ text }).replaceAll('—', '\\u2014')],
];

describe('a kept text', () => {
  describe.each([
    ['a receipt', RECEIPT],
    ['a head', HEAD],
  ])('of %s', (_what, text) => {
    it.each(WAYS)('%s is read to the byte', (_how, way) => {
      expect(read(way(text))).toEqual([text]);
    });
  });

  describe.each([
    ['a receipt', RECEIPT],
    ['a receipt with a witness', WITNESSED],
    [
      'a receipt of the first event alone',
      RECEIPT.replaceAll(`\n${HASH}\n${HASH}\n\n`, '\n\n').replace('index 6', 'index 0'),
    ],
    ['a receipt without its event', RECEIPT.replace(/extra .*\n/, '')],
  ])('of %s that went by mail', (_what, text) => {
    it.each(MAILED)('%s is read to the byte', async (_how, way) => {
      expect(read(await way(text))).toEqual([text]);
    });
  });

  it.each([
    ['nothing', ''],
    ['an answer without a receipt', '{"data":{"receiptProof":null}}'],
    ['a story', 'I voted yes, I swear'],
    ['a list of heads whose last was cut short', `${HEAD}\n\n${HEAD.slice(0, -3)}`],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe])],
  ])('is not made out of %s', (_what, text) => {
    const bytes = Buffer.from(text);
    expect(keptTexts(bytes)).toEqual([bytes]);
    expect(isReceipt(bytes)).toBe(false);
  });

  const other = RECEIPT.replace('index 6', 'index 7');
  it.each([
    ['in one answer', JSON.stringify([RECEIPT, other])],
    ['one after the other', `${RECEIPT}${other}`],
    ['in one message', `Hola,\n\nel primer:\n\n> ${RECEIPT}\ni el segon:\n${other}\nAina`],
  ])('two receipts %s are two', (_how, text) => {
    expect(read(text)).toEqual([RECEIPT, other]);
  });

  it.each([
    ['a letter', (text: string) => text.replace('index 6', 'imdex 6')],
    ['a letter of the event', (text: string) => text.replace('eyJh', 'ey*h')],
    ['a letter of a hash', (text: string) => text.replace(HASH, HASH.replace('q', '*'))],
    ['a letter of the root', (text: string) => text.replace(`20\n${HASH}`, `20\n${HASH.replace('q', '*')}`)],
    ['the size', (text: string) => text.replace('\n20\n', '\n2o\n')],
    ['a letter of the signature', (text: string) => text.replace(/— (\S+) q/u, '— $1 *')],
    ['the first line', (text: string) => text.replace('@v1', '@v2')],
  ])('keeps every letter inside: %s that was changed stays changed', (_what, change) => {
    const changed = change(RECEIPT);
    expect(changed).not.toBe(RECEIPT);
    const [one, ...more] = read(`\ufeff${changed}`);
    expect([one!.replace(/\s+/g, ' '), more]).toEqual([changed.replace(/\s+/g, ' '), []]);
  });

  it('what was cut short is read as far as it goes', () => {
    for (let length = 23; length < RECEIPT.length; length += 1) {
      const [one, ...more] = read(`Look:\n${RECEIPT.slice(0, length)}`);
      expect([length, RECEIPT.startsWith(one!.trimEnd()), more]).toEqual([length, true, []]);
    }
  });

  it('of half a million dashes is read like any other', () => {
    const [one, ...more] = read(`c2sp.org/tlog-proof@v1\nindex 1\na 1 ${'- '.repeat(500_000)}`);
    expect([one!.startsWith('c2sp.org/tlog-proof@v1\nindex 1\n'), more]).toEqual([true, []]);
  });
});
