import { join } from 'node:path';
import { casting, castMany } from '../given.contract';
import { openSqliteLogReadOnly, type ReadOnlyLog } from './read-only-log';
import type { SqliteEventLog } from './sqlite-event-log';
import { SqliteEventLogs } from './sqlite-event-logs';
import { temporaryDirectory } from './temporary-directory.contract';

describe('reading a log without being its writer', () => {
  let directory: string;
  let writer: SqliteEventLog;
  let reader: ReadOnlyLog;

  beforeEach(async () => {
    directory = temporaryDirectory();
    writer = await new SqliteEventLogs(directory).create('co-op');
    reader = openSqliteLogReadOnly(join(directory, 'co-op.log.db'));
  });
  afterEach(() => Promise.all([reader.close(), writer.close()]));

  it('sees each commit of a running writer, by every way of asking', async () => {
    await castMany(writer, 3);
    expect(await reader.head()).toBe(3);
    const events = await castMany(writer, 2, 3);

    expect(reader.assemblyId).toBe('co-op');
    expect(await reader.readAll(3, 10)).toEqual(events);
    expect(await reader.readBytes(0, 9)).toEqual(await writer.readBytes(0, 9));
    expect(await reader.readStream('ballots-member-4')).toEqual([events[1]]);
    expect(await reader.receiptOf('command-of-member-3')).toEqual(await writer.receiptOf('command-of-member-3'));
  });

  it('finds streams and receipts whether or not the writer has settled its index', async () => {
    const settled = await castMany(writer, 5000);
    await castMany(writer, 1, 5000);

    expect(await reader.readStream('ballots-member-9')).toEqual([settled[9]]);
    expect(await reader.receiptOf('command-of-member-5000')).toMatchObject({ firstPosition: 5001 });
  });

  it('tells cheaply whether anything has changed', async () => {
    expect(reader.changed()).toBe(true);
    expect(reader.changed()).toBe(false);

    await writer.append(casting('ada'));

    expect(reader.changed()).toBe(true);
    expect(reader.changed()).toBe(false);
  });

  it('reads a log that nobody writes, and leaves its writer free to come back', async () => {
    const events = await castMany(writer, 2);
    await writer.close();
    const late = openSqliteLogReadOnly(join(directory, 'co-op.log.db'));

    writer = await new SqliteEventLogs(directory).open('co-op');

    expect(await late.readAll(0, 10)).toEqual(events);
    await late.close();
  });
});
