import { once } from 'node:events';
import { join } from 'node:path';
import type { EventLog } from '../event-log';
import { casting, positionsOf, refusalOf } from '../given.contract';
import { type Child, restOf, runInChild } from './child-process.contract';
import { SqliteEventLogs } from './sqlite-event-logs';
import { temporaryDirectory } from './temporary-directory.contract';

const APPEND_FOR_EVER = join(__dirname, 'append-for-ever.contract.ts');

/** Every command the child was told is stored stands at the position it was told, and positions have no gaps. */
async function expectKept(log: EventLog, acknowledged: readonly string[]): Promise<void> {
  const kept = await log.readAll(0, 1_000_000);
  expect(positionsOf(kept)).toEqual(kept.map((_, index) => index + 1));
  const told = acknowledged.map((line) => line.split(' '));
  expect(told.map(([, position]) => kept[Number(position) - 1]?.commandId)).toEqual(
    told.map(([commandId]) => commandId),
  );
}

/** Wait until the child has had some appends acknowledged; returns those lines. */
async function firstLines({ lines }: Child, count: number): Promise<string[]> {
  const seen: string[] = [];
  while (seen.length < count) seen.push(String((await lines.next()).value));
  return seen;
}

describe('a process that dies while it appends', () => {
  it('loses nothing that was acknowledged, time after time', async () => {
    const directory = temporaryDirectory();
    await (await new SqliteEventLogs(directory).create('co-op')).close();
    const acknowledged: string[] = [];

    for (const [round, atLeast] of [40, 400, 1200].entries()) {
      const child = runInChild(APPEND_FOR_EVER, [directory, String(round * 1_000_000)]);
      acknowledged.push(...(await firstLines(child, atLeast)));
      child.process.kill('SIGKILL');
      acknowledged.push(...(await restOf(child)));
    }

    const log = await new SqliteEventLogs(directory).open('co-op');
    await expectKept(log, acknowledged);
    const [commandId] = acknowledged.at(-1)!.split(' ');
    const again = await log.append(casting(commandId!.replace('command-of-', '')));
    expect(again.repeated).toBe(true);
    await log.close();
  }, 30_000);

  it('keeps others from writing while it lives, and no longer', async () => {
    const directory = temporaryDirectory();
    await (await new SqliteEventLogs(directory).create('co-op')).close();
    const child = runInChild(APPEND_FOR_EVER, [directory]);
    await firstLines(child, 1);

    expect(await refusalOf(new SqliteEventLogs(directory).open('co-op'))).toMatchObject({
      code: 'LOG_LOCKED',
      file: join(directory, 'co-op.log.db'),
    });
    child.process.kill('SIGKILL');
    await once(child.process, 'exit');

    const log = await new SqliteEventLogs(directory).open('co-op');
    expect(await log.head()).toBeGreaterThan(0);
    await log.close();
  }, 15_000);
});

describe('a disk that fails under the log', () => {
  it('refuses the group whose write failed and keeps every acknowledged one', async () => {
    const directory = temporaryDirectory();
    await (await new SqliteEventLogs(directory).create('co-op')).close();

    // No file may grow past 300 blocks: the write-ahead log meets a real write error long before its first checkpoint.
    const child = runInChild(APPEND_FOR_EVER, [directory], "trap '' XFSZ; ulimit -f 300");
    const printed = await restOf(child);

    expect(printed.at(-1)).toBe('LOG_UNAVAILABLE');
    const log = await new SqliteEventLogs(directory).open('co-op');
    await expectKept(log, printed.slice(0, -1));
    expect(await log.head()).toBe(printed.length - 1);
    await log.close();
  }, 15_000);
});
