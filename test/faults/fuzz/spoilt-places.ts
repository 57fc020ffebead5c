import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { leafHashOf } from '@plenum/event-log';
import { formatBundle, parseBundle } from '../../../libs/event-log/src/proof/tiles/entry-bundle';
import type { Dice } from '../support/dice';
import { type Others, spoiltEvent, SPOILS } from './spoilt-bytes';

const GIB = 2 ** 30;
const HASH = 32;
const PIPE = 'a pipe nobody writes into';

export const filesIn = (directory: string): readonly string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)))
    .sort();

/** Changes one file of the place; `others` are the same file in other logs, where they have it. Says what was done. */
export function spoilFile(directory: string, name: string, dice: Dice, others: Others): string {
  const file = join(directory, name);
  const what = dice.oneIn(8) ? dice.pick(Object.keys(AS_FILES)) : dice.pick(Object.keys(SPOILS));
  const asFile = AS_FILES[what];
  // A count file may come through a pipe, which is waited for.
  if (what === PIPE && name === 'count') return 'nothing';
  if (asFile !== undefined) asFile(file, dice);
  else writeFileSync(file, SPOILS[what]!(readFileSync(file), dice, others));
  return `${name}: ${what}`;
}

/** What a file can be in a file system, besides what it says. */
const AS_FILES: Readonly<Record<string, (file: string, dice: Dice) => void>> = {
  'not there': (file) => rmSync(file),
  'a folder': (file) => (rmSync(file), mkdirSync(file)),
  'a folder with itself in it': (file) => (rmSync(file), mkdirSync(file), writeFileSync(join(file, 'x'), 'x')),
  'a link to itself': (file) => (rmSync(file), symlinkSync(file, file)),
  'a link to zeros without an end': (file) => (rmSync(file), symlinkSync('/dev/zero', file)),
  [PIPE]: (file) => (rmSync(file), execFileSync('mkfifo', [file])),
  'zeros behind it, up to 3 GiB': (file, dice) => truncateSync(file, GIB / 4 + dice.below(3 * GIB)),
  renamed: (file) => renameSync(file, `${file}.old`),
};

/** Two files of the place in each other's place. */
export function exchangeFiles(directory: string, dice: Dice): string {
  const [one, other] = dice.shuffled(filesIn(directory)) as [string, string];
  const bytes = readFileSync(join(directory, one));
  writeFileSync(join(directory, one), readFileSync(join(directory, other)));
  writeFileSync(join(directory, other), bytes);
  return `${one} and ${other} exchanged`;
}

/** An event of an export changed together with its hash in the lowest tile: only the tree above does not fit. */
export function rehashedBundle(directory: string, dice: Dice, others: Others): string {
  const name = dice.pick(filesIn(directory).filter((file) => file.startsWith('tile/entries/')));
  const tile = join(directory, name.replace('tile/entries', 'tile/0'));
  const hashes = readFileSync(tile);
  const entries = [...parseBundle('entries', readFileSync(join(directory, name)), hashes.length / HASH)];
  const at = dice.below(entries.length);
  const what = spoiltEvent(dice);
  entries[at] = SPOILS[what]!(Buffer.from(entries[at]!), dice, others);
  hashes.set(leafHashOf(entries[at]), at * HASH);
  const long = entries.some(({ length }) => length > 0xffff);
  const to = join(directory, long ? name.replace('entries', 'long-entries') : name);
  if (long) rmSync(join(directory, name));
  mkdirSync(join(to, '..'), { recursive: true });
  writeFileSync(to, formatBundle(entries));
  writeFileSync(tile, hashes);
  return `event ${at} of ${name}, hashed again: ${what}`;
}

/** What somebody with the disk in their hands can make of a log file, given as SQL. */
export function spoilDatabase(file: string, dice: Dice, others: Others): string {
  const db = new DatabaseSync(file);
  try {
    db.exec('DROP TRIGGER events_are_never_changed; DROP TRIGGER events_are_never_deleted');
    const { last } = db.prepare('SELECT max(position) AS last FROM events').get() as { last: number };
    const [at, to] = [1 + dice.below(last), 1 + dice.below(last)];
    if (dice.oneIn(2)) {
      const { bytes } = db.prepare('SELECT bytes FROM events WHERE position = ?').get(at) as { bytes: Uint8Array };
      const what = spoiltEvent(dice);
      const spoilt = SPOILS[what]!(Buffer.from(bytes), dice, others);
      const hash = dice.oneIn(4) ? dice.pick(others).subarray(0, dice.below(64)) : leafHashOf(spoilt);
      db.prepare('UPDATE events SET bytes = ?, leaf_hash = ? WHERE position = ?').run(spoilt, hash, at);
      return `event ${at}, hashed again: ${what}`;
    }
    const statement = dice.pick(STATEMENTS)(at, to);
    db.exec(statement);
    return statement;
  } finally {
    db.close();
  }
}

const COUNTED = 'WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)';
const STATEMENTS: readonly ((at: number, to: number) => string)[] = [
  (at) => `DELETE FROM events WHERE position = ${at}`,
  (at) => `DELETE FROM events WHERE position >= ${at}`,
  (at) => `UPDATE events SET position = 4611686018427387904 WHERE position = ${at}`,
  (at) => `UPDATE events SET position = 9007199254740993 + position WHERE position >= ${at}`,
  (at, to) =>
    `UPDATE events SET bytes = (SELECT bytes FROM events WHERE position = ${to}), leaf_hash = (SELECT leaf_hash FROM events WHERE position = ${to}) WHERE position = ${at}`,
  (at) =>
    `INSERT INTO events SELECT max(position) + 1, (SELECT bytes FROM events WHERE position = ${at}), (SELECT leaf_hash FROM events WHERE position = ${at}) FROM events`,
  (at) => `UPDATE events SET bytes = zeroblob(300000000) WHERE position = ${at}`,
  (at) => `UPDATE events SET leaf_hash = zeroblob(50000000) WHERE position = ${at}`,
  (at) => `UPDATE events SET leaf_hash = x'' WHERE position = ${at}`,
  () => `UPDATE events SET bytes = zeroblob(0)`,
  (at) => `UPDATE log SET indexed = ${at} - 1`,
  () => `UPDATE log SET assembly = '../../x'`,
  () => `DELETE FROM log`,
  () => `DROP TABLE streams`,
  () => `DROP TABLE events`,
  () => `PRAGMA user_version = 2147483647`,
  () => `PRAGMA application_id = 7`,
  () => `ALTER TABLE events RENAME TO kept; CREATE VIEW events AS SELECT * FROM kept`,
  () =>
    `DROP TABLE events; CREATE VIEW events AS ${COUNTED} SELECT x AS position, x'7b7d' AS bytes, x'00' AS leaf_hash FROM n`,
  () =>
    `DROP TABLE events; CREATE TABLE events (position, bytes, leaf_hash); INSERT INTO events VALUES ('a', 1, 2), (NULL, NULL, NULL), (1.5, 'x', x'')`,
  () =>
    `ALTER TABLE events RENAME TO kept; CREATE TABLE events (position INTEGER PRIMARY KEY, leaf_hash BLOB, bytes AS (hex(zeroblob(400000000)))); INSERT INTO events (position, leaf_hash) SELECT position, leaf_hash FROM kept`,
];

/** Pages of the file in another order, or its header at extremes: what is on no page that SQLite has checked. */
export function spoilPages(file: string, dice: Dice): string {
  const bytes = readFileSync(file);
  if (dice.oneIn(2)) {
    const at = dice.below(100);
    bytes[at] = dice.pick([0, 1, 2, 3, 0x7f, 0x80, 0xff]);
    writeFileSync(file, bytes);
    return `byte ${at} of the header is ${bytes[at]}`;
  }
  const size = bytes.readUInt16BE(16);
  const pages = Math.floor(bytes.length / size);
  const [one, other] = [dice.below(pages) * size, dice.below(pages) * size];
  const page = Buffer.from(bytes.subarray(one, one + size));
  bytes.copy(bytes, one, other, other + size);
  if (dice.oneIn(2)) bytes.set(page, other);
  writeFileSync(file, bytes);
  return `pages ${one / size} and ${other / size} exchanged or copied`;
}

/** A file beside the log that SQLite looks for. */
export function junkBeside(file: string, dice: Dice, others: Others): string {
  const name = dice.pick(['-wal', '-shm', '-journal']);
  const spoilt = dice.oneIn(3) ? Buffer.alloc(1 + dice.below(100_000), dice.below(256)) : dice.pick(others);
  if (!existsSync(`${file}${name}`)) writeFileSync(`${file}${name}`, spoilt);
  return `a file ${name} of ${spoilt.length} bytes`;
}
