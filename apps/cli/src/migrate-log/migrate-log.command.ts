import type { Command } from 'commander';
import { LogNotFound, type EventLog, type EventLogs } from '@plenum/event-log';
import { assemblyOption } from '../options';
import { rawId } from '../data-folder/ids';
import { ProgressLine, thousands } from '../terminal/progress';
import { leaving, Stopped } from '../terminal/stopped';
import type { Terminal } from '../terminal/terminal';
import { moveLog } from './move-log';
import { placeToRead, placeToWrite, type Place } from './place';

const HELP = `
FROM and TO are each a data folder, or an event store's connection string (esdb://...). Stop the servers of both first.
Every event keeps its bytes, its place and its hash; at the end the roots of both logs are compared and printed. The source is
only read. A move that was interrupted goes on where it stopped. Names, keys and tokens are not in the log: they stay in the
data folder, or are copied with it (docs/operations.md).

Examples:
  plenum migrate-log data "esdb://plenum:secret@node1:2113,node2:2113,node3:2113?tlsCAFile=ca.crt"
  plenum migrate-log "esdb://localhost:2113?tls=false" restored --assembly 5f0c...`;

export function addMigrateLog(program: Command, terminal: Terminal): void {
  program
    .command('migrate-log')
    .argument('<from>', 'where the log is')
    .argument('<to>', 'where it is to be')
    .summary('move logs between a data folder and an event store')
    .description(
      'Copy the logs of all assemblies, or of one, to another store, event by event, and compare their roots.',
    )
    .addOption(assemblyOption())
    .addHelpText('after', HELP)
    .action((from: string, to: string, options: { readonly assembly?: string }) =>
      leaving('what was copied stays, and the same command goes on from there', () =>
        migrate(from, to, options.assembly, terminal),
      ),
    );
}

async function migrate(from: string, to: string, named: string | undefined, terminal: Terminal): Promise<void> {
  const source = placeToRead(from);
  try {
    const target = placeToWrite(to);
    try {
      for (const assemblyId of await chosen(source, named)) await migrateOne(source, target, assemblyId, terminal);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

async function chosen({ logs, name }: Place, named: string | undefined): Promise<readonly string[]> {
  if (named !== undefined) return [rawId('Assembly', named)];
  const all = await logs.list();
  if (all.length === 0) throw new Stopped('ASSEMBLY_MISSING', `there is no assembly in ${name}`);
  return all;
}

async function migrateOne(source: Place, target: Place, assemblyId: string, terminal: Terminal): Promise<void> {
  const from = await source.logs.open(assemblyId);
  const to = await openOrCreate(target.logs, assemblyId);
  const progress = new ProgressLine(terminal.err, terminal, 'events');
  try {
    const { size, root, before } = await moveLog(from, to, terminal.interrupted, (done, total) =>
      progress.show(done, total),
    );
    progress.clear();
    const already = before === 0 ? '' : `, ${thousands(before)} of them there before`;
    terminal.out.write(
      `${assemblyId}: ${thousands(size)} events in ${target.name}${already}; both roots are ${Buffer.from(root).toString('base64')}\n`,
    );
  } finally {
    progress.clear();
  }
}

async function openOrCreate(logs: EventLogs, assemblyId: string): Promise<EventLog> {
  try {
    return await logs.open(assemblyId);
  } catch (error) {
    if (!(error instanceof LogNotFound)) throw error;
    return logs.create(assemblyId);
  }
}
