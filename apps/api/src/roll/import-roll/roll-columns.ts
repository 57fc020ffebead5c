import type { CsvRow } from './csv-rows';
import { shown, unreadable, type Unreadable } from './unreadable';

/** The columns of a roll file. Only `name` is required. */
export const columns = ['name', 'email', 'number', 'class', 'weight', 'votes'] as const;
export type Column = (typeof columns)[number];

/** The cells of one row by column, without blanks around them; a column the file does not have is empty. */
export type Cells = Readonly<Record<Column, string>>;

/** Column names in the order of the file, from its header row. */
export function columnsOf({ line, cells }: CsvRow): Column[] | Unreadable {
  const found: Column[] = [];
  for (const cell of cells) {
    const name = cell.trim().toLowerCase();
    const column = columns.find((one) => one === name);
    if (column === undefined) {
      return unreadable(line, name.slice(0, 40), `${shown(cell)} is not one of the columns ${columns.join(', ')}`);
    }
    if (found.includes(column)) return unreadable(line, column, 'the column stands twice');
    found.push(column);
  }
  return found.includes('name') ? found : unreadable(line, 'name', 'the header row has no column "name"');
}

export function cellsOf({ line, cells }: CsvRow, header: readonly Column[]): Cells | Unreadable {
  if (cells.length !== header.length) {
    return unreadable(line, '', `the row has ${cells.length} cells and the header row has ${header.length}`);
  }
  const byColumn = Object.fromEntries(columns.map((column) => [column, ''])) as Record<Column, string>;
  for (const [index, column] of header.entries()) byColumn[column] = cells[index]!.normalize('NFC').trim();
  return byColumn;
}
