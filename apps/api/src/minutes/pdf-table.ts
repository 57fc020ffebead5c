import type { Token } from 'markdown-it';

export type Pdf = PDFKit.PDFDocument;

const CELL_PT = 9;
const PADDING_PT = 3;
/** Of the width, for the first column; the others share the rest. */
const FIRST_COLUMN = 0.4;

/** Lays the table whose `table_open` stands at `from`; returns where its `table_close` stands. */
export function layTable(pdf: Pdf, tokens: readonly Token[], from: number, textOf: (inline: Token) => string): number {
  const rows: string[][] = [];
  let at = from;
  for (; tokens[at]!.type !== 'table_close'; at += 1) {
    const token = tokens[at]!;
    if (token.type === 'tr_open') rows.push([]);
    if (token.type === 'inline') rows.at(-1)!.push(textOf(token));
  }
  rows.forEach((cells, row) => layRow(pdf, cells, row === 0));
  pdf.x = pdf.page.margins.left;
  pdf.moveDown(0.7);
  return at;
}

/** The library's own tables take 10 ms a row, which a hall of 500 would wait for. */
function layRow(pdf: Pdf, cells: readonly string[], isHead: boolean): void {
  const { left, right, bottom } = pdf.page.margins;
  const whole = pdf.page.width - left - right;
  pdf.font(isHead ? 'bold' : 'text').fontSize(CELL_PT);
  const widths = cells.map(
    (_, column) => whole * (column === 0 ? FIRST_COLUMN : (1 - FIRST_COLUMN) / (cells.length - 1)),
  );
  const height = Math.max(...cells.map((text, column) => heightOf(pdf, text, widths[column]! - 2 * PADDING_PT)));
  if (pdf.y + height + 2 * PADDING_PT > pdf.page.height - bottom) pdf.addPage();
  const top = pdf.y;
  let x = left;
  cells.forEach((text, column) => {
    const width = widths[column]!;
    pdf.text(text, x + PADDING_PT, top + PADDING_PT, {
      width: width - 2 * PADDING_PT,
      align: column === 0 ? 'left' : 'right',
    });
    x += width;
  });
  pdf.y = top + height + 2 * PADDING_PT;
  pdf
    .moveTo(left, pdf.y)
    .lineTo(left + whole, pdf.y)
    .lineWidth(0.5)
    .strokeColor('#bbbbbb')
    .stroke();
}

/** Most cells fit on one line, and need no layout to know it. */
function heightOf(pdf: Pdf, text: string, width: number): number {
  return pdf.widthOfString(text) <= width ? pdf.currentLineHeight(true) : pdf.heightOfString(text, { width });
}
