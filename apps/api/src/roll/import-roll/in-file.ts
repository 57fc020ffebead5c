import { Fault, refuse, type Refusal } from '@plenum/domain';
import type { RollRow } from './roll-row';
import { unreadable, type Unreadable } from './unreadable';

const detailsInFile: Readonly<Record<string, string>> = { classId: 'class' };

/** A refusal that names a person by index, as one that names their line in the file. */
export function inFile(refusal: Refusal, rows: readonly RollRow[]): Unreadable | Refusal<'CommandIdMustBeFresh'> {
  const [, index, detail = ''] = /^members\[(\d+)\]\.(\w+)$/.exec(refusal.field) ?? [];
  const row = index === undefined ? undefined : rows[Number(index)];
  const column = detailsInFile[detail] ?? detail;
  if (refusal.refusal === 'CommandIdMustBeFresh') {
    return refuse('CommandIdMustBeFresh', row === undefined ? 'commandId' : `csv:${row.line}:${column}`);
  }
  if (row === undefined) throw new Fault(`the import was refused without a row: ${refusal.message}`);
  return unreadable(row.line, column, refusal.message);
}
