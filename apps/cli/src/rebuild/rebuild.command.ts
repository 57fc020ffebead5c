import type { Command } from 'commander';
import { recordToJson, type AssemblyRecord } from '@plenum/domain';
import { sqliteLogFileOf, type ReadOnlyLog } from '@plenum/event-log';
import { withLog } from '../data-folder/data-folder';
import { recordAt } from '../data-folder/record-at';
import { SnapshotStore } from '../data-folder/snapshot-store';
import { assemblyOption, dataOption } from '../options';
import { ProgressLine, thousands } from '../terminal/progress';
import { Stopped } from '../terminal/stopped';
import { print, type Terminal } from '../terminal/terminal';
import { firstDifference } from './first-difference';
import { eventsAsSigned } from './log-as-signed';
import { summaryOfRecord } from './record-summary';

const HELP = `
The log is only read: nothing in it can be lost here, and the server may run meanwhile. Each event is hashed first, and compared with the
heads that were signed: from a log that is not as it was signed nothing is rebuilt (exit code 1), and the old snapshot stays.
A snapshot is a shortcut for the next start; with --check it is compared with the log and left as it is.

Examples:
  plenum rebuild
  plenum rebuild --check --assembly 5c1f...`;

interface Options {
  readonly data: string;
  readonly assembly?: string;
  readonly check: boolean;
}

export function addRebuild(program: Command, terminal: Terminal): void {
  program
    .command('rebuild')
    .summary('fold the log again and write a new snapshot')
    .description('Discard the snapshot, fold every event of the log again, and write a new snapshot.')
    .addOption(dataOption())
    .addOption(assemblyOption())
    .option('--check', 'compare the snapshot with a fresh fold and change nothing; exit code 1 when they differ', false)
    .addHelpText('after', HELP)
    .action((options: Options) =>
      withLog(options, async (log, folder) => {
        const store = new SnapshotStore(folder, log);
        const events = await eventsAsSigned(sqliteLogFileOf(folder, log.assemblyId)!, terminal);
        await print(
          terminal.out,
          options.check ? await check(log, store, terminal) : await rebuild(events, log, store, terminal),
        );
      }),
    );
}

async function rebuild(events: number, log: ReadOnlyLog, store: SnapshotStore, terminal: Terminal): Promise<string> {
  const { record, seconds } = await foldTo(events, log, terminal);
  store.discard();
  await store.save(record);
  const speed = Math.round(record.position / Math.max(seconds, 0.001));
  return (
    `${summaryOfRecord(record)}\n` +
    `rebuilt from ${thousands(record.position)} events in ${seconds.toFixed(2)} s (${thousands(speed)} events/s)\n`
  );
}

async function check(log: ReadOnlyLog, store: SnapshotStore, terminal: Terminal): Promise<string> {
  if (!store.exists) throw new Stopped('SNAPSHOT_MISSING', 'there is no snapshot to check; plenum rebuild writes one');
  const kept = await store.load();
  if (kept.position === 0) {
    throw new Stopped(
      'SNAPSHOT_UNFIT',
      'the snapshot is damaged, or of another log or another release, and will not be used',
    );
  }
  const { record } = await foldTo(kept.position, log, terminal);
  const difference = firstDifference(recordToJson(kept), recordToJson(record));
  if (difference !== undefined) {
    throw new Stopped(
      'SNAPSHOT_WRONG',
      `the snapshot differs from the log at ${difference}. Run plenum verify first: only where it calls the log valid is the snapshot the wrong one, ` +
        'and plenum rebuild replaces it',
    );
  }
  return `${summaryOfRecord(record)}\nthe snapshot says exactly what the log says\n`;
}

async function foldTo(
  position: number,
  log: ReadOnlyLog,
  terminal: Terminal,
): Promise<{ readonly record: AssemblyRecord; readonly seconds: number }> {
  const line = new ProgressLine(terminal.err, terminal, 'events');
  try {
    const onPage = (done: number) => line.show(done, position);
    const record = await recordAt(log, position, { signal: terminal.interrupted, onPage });
    return { record, seconds: line.seconds };
  } finally {
    line.clear();
  }
}
