import { createRequire } from 'node:module';
import type { Token } from 'markdown-it';
import PDFDocument from 'pdfkit';
import { markdown } from './html-page';
import { layTable, type Pdf } from './pdf-table';

const FONTS = 'dejavu-fonts-ttf/ttf/';
const require_ = createRequire(__filename);
/** Embedded, so that every letter prints the same everywhere. */
const fonts = {
  text: require_.resolve(`${FONTS}DejaVuSans.ttf`),
  bold: require_.resolve(`${FONTS}DejaVuSans-Bold.ttf`),
  italic: require_.resolve(`${FONTS}DejaVuSans-Oblique.ttf`),
  code: require_.resolve(`${FONTS}DejaVuSansMono.ttf`),
};
export type Face = keyof typeof fonts;

const MARGIN_PT = 56;
const TEXT_PT = 10;
const HEADING_PT: Readonly<Record<string, number>> = { h1: 18, h2: 13 };
const INDENT_PT = 14;
const LINE_BREAK = '\n';

/** A run of text in one face. */
interface Run {
  readonly text: string;
  readonly face: Face;
}

/**
 * The same Markdown as a PDF, A4, numbered pages. `createdAt` (ISO 8601) is all that the file says of its making, so that the same minutes
 * give the same file.
 */
export function pdfDocument(text: string, title: string, createdAt: string): Promise<Buffer> {
  const info = { Title: title, CreationDate: new Date(createdAt) };
  const pdf: Pdf = new PDFDocument({ size: 'A4', margin: MARGIN_PT, bufferPages: true, info, lang: 'mul' });
  for (const [face, file] of Object.entries(fonts)) pdf.registerFont(face, file);
  const chunks: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
  layBlocks(pdf, markdown.parse(text, {}));
  numberPages(pdf);
  pdf.end();
  return done;
}

/** Blocks follow one another down the page; only quotes and lists stand further in. */
function layBlocks(pdf: Pdf, tokens: readonly Token[]): void {
  let indent = 0;
  let bullet = '';
  const numbers: number[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at]!;
    switch (token.type) {
      case 'heading_open':
        layHeading(pdf, token.tag, runsOf(tokens[at + 1]!));
        at += 2;
        break;
      case 'blockquote_open':
      case 'bullet_list_open':
        indent += INDENT_PT;
        break;
      case 'ordered_list_open':
        numbers.push(0);
        indent += INDENT_PT;
        break;
      case 'ordered_list_close':
        numbers.pop();
        indent -= INDENT_PT;
        pdf.moveDown(0.5);
        break;
      case 'blockquote_close':
      case 'bullet_list_close':
        indent -= INDENT_PT;
        pdf.moveDown(0.5);
        break;
      case 'list_item_open':
        if (numbers.length > 0 && token.markup !== '-') numbers[numbers.length - 1]! += 1;
        bullet = token.markup === '-' ? '• ' : `${numbers.at(-1)}. `;
        break;
      case 'inline':
        layRuns(pdf, [...(bullet === '' ? [] : [{ text: bullet, face: 'text' as const }]), ...runsOf(token)], indent);
        if (bullet === '') pdf.moveDown(0.5);
        bullet = '';
        break;
      case 'table_open':
        at = layTable(pdf, tokens, at, (cell) =>
          runsOf(cell)
            .map((run) => run.text)
            .join(''),
        );
        break;
      default:
    }
  }
}

function layHeading(pdf: Pdf, tag: string, runs: readonly Run[]): void {
  const size = HEADING_PT[tag] ?? TEXT_PT;
  if (pdf.y + 4 * size > pdf.page.height - MARGIN_PT) pdf.addPage();
  pdf.moveDown(tag === 'h1' ? 0 : 0.6);
  pdf
    .font('bold')
    .fontSize(size)
    .text(runs.map(({ text }) => text).join(''), MARGIN_PT);
  pdf.moveDown(0.4);
}

function layRuns(pdf: Pdf, runs: readonly Run[], indent: number): void {
  const width = pdf.page.width - 2 * MARGIN_PT - indent;
  pdf.fontSize(TEXT_PT);
  for (const line of linesOf(runs)) {
    pdf.x = MARGIN_PT + indent;
    line.forEach(({ text, face }, index) => {
      pdf.font(face).text(text, { width, continued: index < line.length - 1 });
    });
  }
}

/** The library loses a line break that stands between two runs of one text. */
function linesOf(runs: readonly Run[]): readonly (readonly Run[])[] {
  const lines: Run[][] = [[]];
  for (const run of runs) {
    if (run.text === LINE_BREAK) lines.push([]);
    else lines.at(-1)!.push(run);
  }
  return lines;
}

function runsOf(inline: Token): readonly Run[] {
  let face: Face = 'text';
  const runs: Run[] = [];
  for (const { type, content } of inline.children ?? []) {
    if (type === 'strong_open') face = 'bold';
    else if (type === 'em_open') face = 'italic';
    else if (type === 'strong_close' || type === 'em_close') face = 'text';
    else if (type === 'hardbreak' || type === 'softbreak') runs.push({ text: LINE_BREAK, face });
    else if (content !== '') runs.push({ text: content, face: type === 'code_inline' ? 'code' : face });
  }
  return runs;
}

function numberPages(pdf: Pdf): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    pdf.switchToPage(page);
    const { margins, width, height } = pdf.page;
    // Below the margin the library would begin a new page for it.
    margins.bottom = 0;
    pdf.font('text').fontSize(8);
    pdf.text(`${page + 1} / ${count}`, MARGIN_PT, height - MARGIN_PT / 2, {
      width: width - 2 * MARGIN_PT,
      align: 'center',
      lineBreak: false,
    });
  }
}
