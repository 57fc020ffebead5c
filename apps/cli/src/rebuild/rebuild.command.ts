import type { Command } from 'commander';
import { recordToJson } from '@plenum/domain';
import { withLog } from '../data-folder/data-folder';
import { SnapshotStore } from '../data-folder/snapshot-store';
import { assemblyOption, dataOption } from '../options';
import { thousands } from '../terminal/progress';
import { Stopped } from '../terminal/stopped';
import { print, type Terminal } from '../terminal/terminal';
import { firstDifference } from './first-difference';
import { recordAsSigned, type Folded } from './log-as-signed';
import { summaryOfRecord } from './record-summary';

const HELP = `
The log is only read: nothing in it can be lost here, and the server may run meanwhile. Each event is hashed first, and compared with the
heads that were signed: from a log that is not as it was signed nothing is rebuilt (exit code 1), and the old snapshot stays, as it
does until the new one is on the disk.
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
    .description('Fold every event of the log again, and put a new snapshot in the place of the old one.')
    .addOption(dataOption())
    .addOption(assemblyOption())
    .option('--check', 'compare the snapshot with a fresh fold and change nothing; exit code 1 when they differ', false)
    .addHelpText('after', HELP)
    .action((options: Options) =>
      withLog(options, async (log, { file, processFolder }) => {
        const store = new SnapshotStore(processFolder, log);
        const fold: Fold = (until) => recordAsSigned(file, terminal, until);
        await print(terminal.out, await (options.check ? check : rebuild)(store, fold));
      }),
    );
}

/** Reads the log, up to a position or to its end. */
type Fold = (until?: number) => Promise<Folded>;

/** The old snapshot stays until the new one is on the disk; of a log without events there is none. */
async function rebuild(store: SnapshotStore, fold: Fold): Promise<string> {
  const { record, seconds } = await fold();
  if (record.position === 0) store.discard();
  await store.save(record);
  const speed = Math.round(record.position / Math.max(seconds, 0.001));
  return (
    `${summaryOfRecord(record)}\n` +
    `rebuilt from ${thousands(record.position)} events in ${seconds.toFixed(2)} s (${thousands(speed)} events/s)\n`
  );
}

async function check(store: SnapshotStore, fold: Fold): Promise<string> {
  if (!store.exists) throw new Stopped('SNAPSHOT_MISSING', 'there is no snapshot to check; plenum rebuild writes one');
  const kept = await store.load();
  if (kept.position === 0) {
    throw new Stopped(
      'SNAPSHOT_UNFIT',
      'the snapshot is damaged, or of another log or another release, and will not be used',
    );
  }
  const { record } = await fold(kept.position);
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
