import { inflateSync } from 'node:zlib';
import { quoted } from './markdown-text';
import { pdfDocument } from './pdf-document';

/** How many baselines the text of a one-page PDF stands on, without the page's number. */
async function linesPrinted(markdown: string): Promise<number> {
  const pdf = await pdfDocument(markdown, 'Minutes', '2026-12-01T18:00:00.000Z');
  const streams = pdf.toString('latin1').matchAll(/FlateDecode\n>>\nstream\n(.*?)\nendstream/gs);
  const page = [...streams]
    .map(([, bytes]) => inflateSync(Buffer.from(bytes!, 'latin1')).toString('latin1'))
    .filter((text) => text.includes(' Tm'));
  expect(page).toHaveLength(1);
  return new Set([...page[0]!.matchAll(/1 0 0 1 \S+ (\S+) Tm/g)].map(([, baseline]) => baseline)).size - 1;
}

describe('the minutes on paper', () => {
  it('keep the lines and paragraphs of a text', async () => {
    expect(await linesPrinted(quoted('We need\n- a roof\n- a ladder\n\nBefore winter.'))).toBe(4);
  });

  it('print words of several faces on one line', async () => {
    expect(await linesPrinted('**Outcome: Adopted** at `543`')).toBe(1);
  });

  it('print each entry of a list on a line of its own', async () => {
    expect(await linesPrinted('1. The roof\n2. The fence')).toBe(2);
  });
});
