import { refuse, type Refusal } from '@plenum/domain';

export type Unreadable = Refusal<'RollFileMustBeReadable'>;

/** Refuse a roll file at a 1-based line and, where one is at fault, a column: `csv:17:weight`. */
export function unreadable(line: number, column: string, reason: string): Unreadable {
  const field = column === '' ? `csv:${line}` : `csv:${line}:${column}`;
  const place = column === '' ? `line ${line}` : `line ${line}, column ${column}`;
  return refuse('RollFileMustBeReadable', field, `${place}: ${reason}`);
}

/** A cell as a message shows it: short, whatever the file holds. */
export function shown(cell: string): string {
  return `"${cell.length > 40 ? `${cell.slice(0, 39)}…` : cell}"`;
}
