import { pipeline } from 'node:stream/promises';
import { setImmediate as otherWork } from 'node:timers/promises';
import { CsvError, parse, type Options } from 'csv-parse';
import { unreadable, type Unreadable } from './unreadable';

/** A row of the file: the line its first character stands on, from 1, and its cells. Rows of blanks are left out. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Most people in one file. Unit: rows, the header not counted. */
export const MOST_ROWS = 20_000;
const LONGEST_ROW = 5_000;
const SLICE = 64 * 1024;

/**
 * Takes a CSV file (RFC 4180; comma or semicolon, any line ends, a byte order mark is skipped) apart into its rows, in
 * slices, so that the server answers others in between. `progress` hears the number of rows read so far.
 */
export async function csvRows(csv: string, progress: (rowsRead: number) => void): Promise<CsvRow[] | Unreadable> {
  const rows: CsvRow[] = [];
  let lastLine = 0;
  const parser = parse({
    ...optionsFor(csv),
    on_record: (cells: string[], { lines }) => {
      if (cells.some((cell) => cell.trim() !== '')) rows.push({ line: lastLine + 1, cells });
      lastLine = lines;
      return null;
    },
  });
  try {
    await pipeline(() => slices(csv, rows, progress), parser.resume());
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return unreadable(lastLine + 1, '', reasonOf(error));
  }
  const surplus = rows[MOST_ROWS + 1];
  return surplus === undefined ? rows : unreadable(surplus.line, '', `a file holds at most ${MOST_ROWS} people`);
}

function optionsFor(csv: string): Options {
  const header = /^[^\r\n]*/.exec(csv)![0];
  const delimiter = header.split(';').length > header.split(',').length ? ';' : ',';
  return { bom: true, delimiter, relax_column_count: true, max_record_size: LONGEST_ROW };
}

/** Stops early when there are too many rows: the rest of such a file is not worth reading. */
async function* slices(csv: string, rows: readonly CsvRow[], progress: (rowsRead: number) => void) {
  for (let from = 0; from < csv.length && rows.length <= MOST_ROWS + 1; from += SLICE) {
    yield csv.slice(from, from + SLICE);
    progress(Math.max(0, rows.length - 1));
    await otherWork();
  }
}

function reasonOf(error: CsvError): string {
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'a quotation mark is opened and never closed';
    case 'CSV_MAX_RECORD_SIZE':
      return `the row is longer than ${LONGEST_ROW} characters; perhaps a quotation mark is not closed`;
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'INVALID_OPENING_QUOTE':
      return 'a quotation mark stands in the middle of a cell; put the cell in quotation marks and double those inside';
    default:
      return error.message;
  }
}
