import type { Token } from 'markdown-it';
import type { Pdf } from './pdf-document';

const CELL_PT = 9;

/** Lays the table whose `table_open` stands at `from`; returns where its `table_close` stands. */
export function layTable(pdf: Pdf, tokens: readonly Token[], from: number, textOf: (inline: Token) => string): number {
  const rows: string[][] = [];
  let at = from;
  for (; tokens[at]!.type !== 'table_close'; at += 1) {
    const token = tokens[at]!;
    if (token.type === 'tr_open') rows.push([]);
    if (token.type === 'inline') rows.at(-1)!.push(textOf(token));
  }
  pdf.fontSize(CELL_PT);
  pdf.x = pdf.page.margins.left;
  pdf.table({
    defaultStyle: { border: { bottom: 0.5, top: 0, left: 0, right: 0 }, borderColor: '#bbbbbb', padding: 3 },
    data: rows.map((cells, row) =>
      cells.map((text, column) => ({
        text,
        align: { x: column === 0 ? 'left' : 'right', y: 'top' } as const,
        font: { src: row === 0 ? 'bold' : 'text' },
      })),
    ),
  });
  pdf.x = pdf.page.margins.left;
  pdf.moveDown(0.7);
  return at;
}
