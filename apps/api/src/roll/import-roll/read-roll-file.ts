import { setImmediate as otherWork } from 'node:timers/promises';
import { isRefusal, type Charter } from '@plenum/domain';
import { csvRows, type CsvRow } from './csv-rows';
import { cellsOf, columnsOf } from './roll-columns';
import { rollRow, type RollRow } from './roll-row';
import { shown, unreadable, type Unreadable } from './unreadable';

/** How far the reading is: first all rows are read, then each is checked. `rowsTotal` is known from the check on. */
export interface ReadingStep {
  readonly phase: 'READING' | 'CHECKING';
  readonly rowsDone: number;
  readonly rowsTotal?: number;
}

/** Longest file accepted. Unit: UTF-16 code units. */
export const LONGEST_FILE = 2_000_000;
/** Rows checked before others get their turn and the progress is told. */
export const STEP = 500;

/**
 * Reads a roll file to the end, or refuses it at its first fault, named by line and column. Whether a member number is
 * free in the assembly is not known here; whether it stands twice in the file is.
 */
export async function readRollFile(
  csv: string,
  classes: Charter['classes'],
  progress: (step: ReadingStep) => void,
): Promise<RollRow[] | Unreadable> {
  if (csv.length > LONGEST_FILE) return unreadable(1, '', `a file holds at most ${LONGEST_FILE} characters`);
  const rows = await csvRows(csv, (rowsDone) => progress({ phase: 'READING', rowsDone }));
  if (isRefusal(rows)) return rows;
  const [header, ...people] = rows;
  if (header === undefined) return unreadable(1, '', 'the file is empty');
  if (people.length === 0) return unreadable(header.line, '', 'the file has a header row and nobody under it');
  return checkRows(header, people, classes, progress);
}

async function checkRows(
  header: CsvRow,
  people: readonly CsvRow[],
  classes: Charter['classes'],
  progress: (step: ReadingStep) => void,
): Promise<RollRow[] | Unreadable> {
  const order = columnsOf(header);
  if (isRefusal(order)) return order;
  const checked: RollRow[] = [];
  const lineOfNumber = new Map<string, number>();
  for (const row of people) {
    const cells = cellsOf(row, order);
    const person = isRefusal(cells) ? cells : rollRow(row.line, cells, classes);
    if (isRefusal(person)) return person;
    const earlier = noted(lineOfNumber, person);
    if (earlier !== undefined) {
      return unreadable(row.line, 'number', `${shown(person.number!)} stands on line ${earlier} already`);
    }
    checked.push(person);
    if (checked.length % STEP !== 0) continue;
    progress({ phase: 'CHECKING', rowsDone: checked.length, rowsTotal: people.length });
    await otherWork();
  }
  return checked;
}

/** The earlier line with this member number, or undefined once the number is noted. */
function noted(lineOfNumber: Map<string, number>, { number, line }: RollRow): number | undefined {
  if (number === undefined) return undefined;
  const earlier = lineOfNumber.get(number);
  if (earlier === undefined) lineOfNumber.set(number, line);
  return earlier;
}
