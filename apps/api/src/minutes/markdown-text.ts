/** Somebody's words as Markdown that shows them and does nothing else: no heading, no link, no table, no HTML. */
export function plain(text: string): string {
  return text
    .replace(/[ \t]*\r?\n[ \t]*/g, ' ')
    .replace(/[\\`*_[\]<>&|~]/g, '\\$&')
    .replace(/^(\s*)([#+=-])/, '$1\\$2')
    .replace(/^(\s*\d+)(?=[.)])/, '$1\\');
}

/** A longer text, quoted, with its paragraphs and lines kept. */
export function quoted(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => (line.trim() === '' ? '>' : `> ${plain(line)}  `))
    .join('\n');
}

/** A table; every cell is Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, column) => (column === 0 ? ':--' : '--:'))), ...rows.map(line)].join('\n');
}
