import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { LogKeys, SqliteEventLogs, VerifierKey, type KeyPeriod } from '@plenum/event-log';
import { chosenAssembly, dataFolder, withLog } from '../data-folder/data-folder';
import { assemblyOption, dataOption } from '../options';
import { keysInLog, rotateLogKey, signingKeyFile, verifierKeyFile } from '../server/server-parts';
import { Stopped } from '../terminal/stopped';
import { print, type Terminal } from '../terminal/terminal';

const ROTATE_HELP = `
For a server that moved, a disk that was lent out, or whenever somebody may have a copy of the signing key. Stop the server first. A last
head is signed with the old key, the new key is written beside it, one event in the log names the new key and is signed with the old one,
and from that event on only the new key signs. Killed halfway, run it again, or start the server: either goes on where it stopped.

Afterwards print the new key on the agenda, with the number of the event. Keep the old public key: it checks the heads and receipts from
before. Whoever has only the old one can be shown another log by whoever has a copy of its secret.

Examples:
  plenum key rotate
  plenum key rotate --data /srv/plenum --heads /mnt/other-disk/heads --assembly riu-clar
  plenum key show`;

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
  await withLog(options, async (log, folder) => {
    const keys = (await keysInLog(log)) ?? LogKeys.of(publicKeyIn(folder, log.assemblyId));
    await print(out, keys.periods.map(periodLine).join(''));
  });
}

function publicKeyIn(folder: string, assemblyId: string): VerifierKey {
  const file = verifierKeyFile(folder, assemblyId);
  if (existsSync(file)) return VerifierKey.parse(readFileSync(file, 'utf8').trim());
  throw new Stopped('KEY_MISSING', `there is no ${file}; the server makes the key when it first starts`);
}

async function rotate({ data, assembly, heads }: Options, { env, out }: Terminal): Promise<void> {
  const dataDir = dataFolder(data);
  const assemblyId = await chosenAssembly(dataDir, assembly);
  // A copy that a server keeps of a log elsewhere has no key beside it, and must not be written.
  const secret = signingKeyFile(dataDir, assemblyId);
  if (!existsSync(secret))
    throw new Stopped('KEY_MISSING', `there is no ${secret}, so nothing that could sign a new key in`);
  const headsDir = resolve(heads ?? env['PLENUM_HEADS'] ?? `${dataDir}-heads`);
  const logs = new SqliteEventLogs(dataDir);
  try {
    const log = await logs.open(assemblyId);
    const { keys, finishedOnly } = await rotateLogKey(log, { dataDir, headsDir }, new Date().toISOString());
    const said = finishedOnly ? 'The rotation that was cut short is finished' : 'The log has a new key';
    const [{ from }] = keys.slice(-1) as [KeyPeriod];
    await print(out, `${said}: it signs every head since event ${from}.\n${keys.map(periodLine).join('')}`);
  } finally {
    await logs.close();
  }
}

function periodLine({ key, from }: KeyPeriod): string {
  return `${from === 0 ? 'from the beginning' : `since event ${from}`.padEnd(18)}  ${key.toString()}\n`;
}
