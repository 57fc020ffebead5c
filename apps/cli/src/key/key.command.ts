import { existsSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { LogKeys, LogUnavailable, SqliteEventLogs, VerifierKey, type KeyPeriod } from '@plenum/event-log';
import { chosenAssembly, dataFolder, withLog } from '../data-folder/data-folder';
import { assembliesIn } from '../data-folder/log-place';
import { assemblyOption, dataOption } from '../options';
import {
  diskFailureOf,
  endRotation,
  keysInLog,
  rotateLogKey,
  signingKeyFile,
  verifierKeyFile,
  type Rotated,
} from '../server/server-parts';
import { ExitCode, Stopped } from '../terminal/stopped';
import { print, type Terminal } from '../terminal/terminal';
import { headsFolder } from '../verify/heads-folder';
import { namingMalformedKeys } from './malformed-keys';

const ROTATE_HELP = `
For a server that moved, a disk that was lent out, or whenever somebody may have a copy of the signing key. Stop the server first. A last
head is signed with the old key, the new key is written beside it, one event in the log names the new key and is signed with the old one,
and from that event on only the new key signs. Killed halfway, run it again, or start the server: either goes on where it stopped.

Afterwards print the new key on the agenda, with the number of the event. Keep the old public key: it checks the heads and receipts from
before. Whoever has only the old one can be shown another log by whoever has a copy of its secret. Make a backup at once.

Examples:
  plenum key rotate
  plenum key rotate --data /srv/plenum --heads /mnt/other-disk/heads --assembly 5c1f0d3e-8d0c-4f0e-9a51-2f6f4d1c7b90
  plenum key show`;

/** What is left to people. */
const LOG_ELSEWHERE =
  'the log is in an event store, and what is here are copies of it: docs/operations.md, "A new key for a log", says how its key is changed';

const NEXT = `
What to do next:
  1. Start the server, and print the new key on the next agenda, with the number of its event.
  2. Make a backup at once (plenum backup): those from before hold the old secret, and a log that does not know the new key.
  3. Give the new key to the witnesses, and to whoever keeps a policy or checks the log. They keep the old one too: it is good for heads and
     receipts from before.
`;

interface Options {
  readonly data: string;
  readonly assembly?: string;
  readonly heads?: string;
}

export function addKey(program: Command, terminal: Terminal): void {
  const key = program
    .command('key')
    .summary('show the keys of a log, or give it a new one')
    .description('The keys that sign the heads of a log.');
  key
    .command('show')
    .description('print the public keys that the log has had, oldest first')
    .addOption(dataOption())
    .addOption(assemblyOption())
    .action((options: Options) => show(options, terminal));
  key
    .command('rotate')
    .description('give the log a new key; the server must not run')
    .addOption(dataOption())
    .addOption(assemblyOption())
    .option('--heads <folder>', "the server's second place for its heads (default: PLENUM_HEADS, or beside the data)")
    .addHelpText('after', ROTATE_HELP)
    .action((options: Options) => rotate(options, terminal));
}

async function show(options: Options, { out }: Terminal): Promise<void> {
  const dataDir = dataFolder(options.data);
  const assembly = await assemblyThere(dataDir, options.assembly, await assembliesIn(dataDir));
  await withLog({ ...options, assembly }, async (log, { dataFolder: folder }) => {
    const keysOf = async () => (await keysInLog(log)) ?? LogKeys.of(publicKeyIn(folder, log.assemblyId));
    const { periods } = await namingMalformedKeys(folder, log, keysOf);
    await print(out, periods.map(periodLine).join(''));
  });
}

function publicKeyIn(folder: string, assemblyId: string): VerifierKey {
  const file = verifierKeyFile(folder, assemblyId);
  if (existsSync(file)) return VerifierKey.parse(readFileSync(file, 'utf8').trim());
  throw new Stopped('KEY_MISSING', `there is no ${file}; the server makes the key when it first starts`);
}

async function rotate({ data, assembly, heads }: Options, terminal: Terminal): Promise<void> {
  const dataDir = dataFolder(data);
  const headsDir = headsFolder(heads, terminal, dataDir);
  const own = await new SqliteEventLogs(dataDir).list();
  if (own.length === 0 && (await assembliesIn(dataDir)).length > 0) throw new Stopped('LOG_ELSEWHERE', LOG_ELSEWHERE);
  const assemblyId = await assemblyThere(dataDir, assembly, own);
  // A copy that a server keeps of a log elsewhere has no key beside it, and must not be written.
  const secret = signingKeyFile(dataDir, assemblyId);
  if (!existsSync(secret))
    throw new Stopped('KEY_MISSING', `there is no ${secret}, so nothing that could sign a new key in`);
  const { keys, finishedOnly } = await rotated(dataDir, headsDir, assemblyId);
  const said = finishedOnly
    ? 'The rotation that was cut short is finished, and no other key was made. For another, run this again. The new key'
    : 'The log has a new key: it';
  const [{ key, from }] = keys.slice(-1) as [KeyPeriod];
  await print(terminal.out, `${said} signs every head since event ${from}.\n${keys.map(periodLine).join('')}${NEXT}`);
  // Last: until the operator has read it, the same command makes no other key.
  onDisk(() => endRotation(dataDir, assemblyId, key));
}

async function rotated(dataDir: string, headsDir: string, assemblyId: string): Promise<Rotated> {
  const logs = new SqliteEventLogs(dataDir);
  try {
    const log = await logs.open(assemblyId);
    try {
      return await namingMalformedKeys(dataDir, log, () =>
        rotateLogKey(log, { dataDir, headsDir }, new Date().toISOString()),
      );
    } finally {
      await logs.close();
    }
  } catch (error) {
    throw cutShort(error);
  }
}

function onDisk(action: () => void): void {
  try {
    action();
  } catch (error) {
    throw cutShort(error);
  }
}

/** The disk stopped it: what was done stays done. Any other error as it is. */
function cutShort(error: unknown): unknown {
  const disk = diskFailureOf(error) ?? (error instanceof LogUnavailable ? { reason: error.message } : undefined);
  if (disk === undefined) return error;
  return new Stopped(
    'ROTATION_CUT_SHORT',
    `${disk.reason}. Nothing is lost: see to the disk, then run plenum key rotate again. It goes on where it stopped`,
  );
}

/** A name is no id, and a wrong id would be told of as a missing key. */
async function assemblyThere(dataDir: string, assembly: string | undefined, ids: readonly string[]): Promise<string> {
  const assemblyId = await chosenAssembly(dataDir, assembly);
  if (assembly === undefined || ids.includes(assemblyId)) return assemblyId;
  throw new Stopped(
    'ASSEMBLY_UNKNOWN',
    `there is no log of "${assembly}" in ${dataDir}: --assembly takes an id, and here is ${ids.join(', ') || 'none'}`,
    ExitCode.usage,
  );
}

function periodLine({ key, from }: KeyPeriod): string {
  return `${from === 0 ? 'from the beginning' : `since event ${from}`.padEnd(18)}  ${key.toString()}\n`;
}
