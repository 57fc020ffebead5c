import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sqliteLogFileOf } from '@plenum/event-log';
import { describeFailure } from './failure';
import { openHall, type Hall } from './hall.fixture';
import { type } from './typed.fixture';
import { withFolderUnwritable } from './unwritable-folder.fixture';

const NO_RIGHTS = 0o000;
const onLinux: [string, () => unknown][] = [
  ['DISK_FULL', () => writeFileSync('/dev/full', 'x')],
  ['NOT_REMOVED', () => rmSync('/proc/version', { force: true })],
];

describe('a disk that says no', () => {
  let hall: Hall;
  let room: string;
  beforeAll(async () => {
    hall = await openHall();
    room = mkdtempSync(join(tmpdir(), 'plenum-failure-'));
    mkdirSync(join(room, 'data'));
    writeFileSync(join(room, 'file'), 'no folder at all');
    await type(['backup', join(room, 'backup'), '--data', hall.folder]);
    chmodSync(room, 0o755);
  });
  afterAll(async () => {
    await hall.end();
    rmSync(room, { recursive: true });
  });

  /** One line, a code, and no trace of where in the program it was. */
  const said = (code: string, exitCode = 1) => ({
    exitCode,
    out: '',
    err: expect.stringMatching(new RegExp(`^${code}: .*\\n$`)) as string,
  });

  it.each([
    ['BACKUP_MISSING', 'nope', 'there is no backup'],
    ['NOT_A_FOLDER', 'file', 'is a file'],
  ])('is told in one line: %s', async (code, name, words) => {
    const typed = await type(['restore', join(room, name), '--data', join(room, 'data')]);
    expect(typed).toEqual(said(code));
    expect(typed.err).toContain(words);
  });

  it('is told where the log to back up is damaged, by name', async () => {
    const damaged = join(room, 'damaged');
    mkdirSync(damaged);
    mkdirSync(join(room, 'heads'));
    await type(['restore', join(room, 'backup'), '--data', damaged, '--heads', join(room, 'heads')]);
    truncateSync(sqliteLogFileOf(damaged, hall.assemblyId)!, 3 * 4_096);
    const typed = await type(['backup', join(room, 'again'), '--data', damaged, '--heads', join(room, 'heads')]);
    expect(typed).toEqual(said('BACKUP_NOT_WRITTEN'));
    expect(typed.err).toMatch(/hall\.log\.db, copied to .*: the file is damaged .*plenum verify/);
  });

  it('is told where the user has no rights to the data folder', async () => {
    const commands = [
      ['tail'],
      ['export', 'exported'],
      ['backup', join(room, 'mine')],
      ['key', 'show'],
      ['token', '--server'],
    ];
    const typed = await withFolderUnwritable(
      hall.folder,
      () => inTurn(commands.map((args) => () => type([...args, '--data', hall.folder]))),
      NO_RIGHTS,
    );
    expect(typed).toEqual(commands.map(() => said('RIGHTS_MISSING')));
    const named = await withFolderUnwritable(
      hall.folder,
      () => type(['tail', '--data', hall.folder, '--assembly', hall.assemblyId]),
      NO_RIGHTS,
    );
    expect(named).toEqual(said('RIGHTS_MISSING'));
  });

  it('is told where nothing can be written', async () => {
    const commands = [
      ['rebuild', '--data', hall.folder],
      ['restore', join(room, 'backup'), '--data', join(hall.folder, 'data'), '--heads', hall.folder],
      [
        'witness',
        hall.folder,
        '--folder',
        join(hall.folder, 'witness'),
        '--name',
        'peer.example/witness',
        '--key',
        'x',
      ],
    ];
    const typed = await withFolderUnwritable(hall.folder, () => inTurn(commands.map((args) => () => type(args))));
    expect(typed.map(({ err }) => err.includes('\n    at '))).toEqual([false, false, false]);
    expect(typed.slice(0, 2)).toEqual([said('RIGHTS_MISSING'), said('RIGHTS_MISSING')]);
  });

  it('decides nothing of what a command was to check', async () => {
    const typed = await type(['verify', join(room, 'file'), '--report', join(room, 'file', 'report.html')]);
    expect(typed.exitCode).toBe(3);
    const unread = await withFolderUnwritable(hall.folder, () => type(['verify', hall.folder]), NO_RIGHTS);
    expect(unread).toMatchObject({ exitCode: 2, out: expect.stringMatching(/^UNDECIDED: /) as string });
  });

  it.each<[code: string, fail: () => unknown]>([
    ...(existsSync('/dev/full') ? onLinux : []),
    ['DISK_FULL', () => databaseIn('full').exec('pragma max_page_count = 1; create table t (x)')],
    ['FILE_DAMAGED', () => databaseIn('file').exec('create table t (x)')],
    ['FILE_UNREADABLE', () => databaseIn('nowhere/at-all').exec('create table t (x)')],
    ['FOLDER_NOT_MADE', () => mkdirSync(join(room, 'no', 'where'))],
    ['PATH_MISSING', () => truncateSync(join(room, 'nothing'))],
  ])('is known by its own error, whoever gave it: %s', (code, fail) => {
    expect(describeFailure(thrownBy(fail)).line).toMatch(new RegExp(`^${code}: .*\\. .*\\n$`));
  });

  it('is not what a bug is: that keeps its trace', () => {
    expect(describeFailure(thrownBy(() => (undefined as unknown as string).length)).line).toMatch(/\n    at /);
  });

  const databaseIn = (name: string) => new DatabaseSync(join(room, name));
});

async function inTurn<T>(deeds: readonly (() => Promise<T>)[]): Promise<readonly T[]> {
  const results: T[] = [];
  for (const deed of deeds) results.push(await deed());
  return results;
}

function thrownBy(fail: () => unknown): unknown {
  try {
    fail();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
