import { isReceipt, keptText } from './kept-text';

const HEAD =
  'plenum.local/riu-clar\n20\nqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqo=\n\n— plenum.local/riu-clar AAAAAAAA\n';
const RECEIPT = `c2sp.org/tlog-proof@v1\nextra eyJhIjoxfQ==\nindex 6\n\n${HEAD}`;

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
      expect(Buffer.from(keptText(Buffer.from(way(text)))).toString()).toBe(text);
    });
  });

  it.each([
    ['nothing', ''],
    ['an answer without a receipt', '{"data":{"receiptProof":null}}'],
    ['two receipts in one answer', JSON.stringify([RECEIPT, RECEIPT])],
    ['a story', 'I voted yes, I swear'],
    ['JSON that breaks off', JSON.stringify(RECEIPT).slice(0, -9)],
    ['a list of heads whose last was cut short', `${HEAD}\n\n${HEAD.slice(0, -3)}`],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe])],
  ])('is not made out of %s', (_what, text) => {
    const bytes = Buffer.from(text);
    expect(keptText(bytes)).toBe(bytes);
    expect(isReceipt(bytes)).toBe(false);
  });

  it('keeps every letter inside: what was changed stays changed', () => {
    const changed = RECEIPT.replace('index 6', 'index  7');
    expect(Buffer.from(keptText(Buffer.from(`\ufeff${changed}`))).toString()).toBe(changed);
    expect([isReceipt(Buffer.from(changed)), isReceipt(Buffer.from(HEAD))]).toEqual([true, false]);
  });
});
