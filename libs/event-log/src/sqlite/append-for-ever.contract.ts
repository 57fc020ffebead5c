import { writeSync } from 'node:fs';
import { LogInterruption } from '../errors';
import { casting } from '../given.contract';
import { SqliteEventLogs } from './sqlite-event-logs';

/**
 * The main program of a child process: append in groups until killed or refused. Prints `<command id> <position>` for
 * every append that was acknowledged, and then the code it was refused with.
 */
async function appendForEver(directory: string, from: number): Promise<void> {
  const log = await new SqliteEventLogs(directory).open('co-op');
  for (let member = from; ; member += 8) {
    const group = Array.from({ length: 8 }, (_, index) => log.append(casting(`member-${member + index}`)));
    for (const result of await Promise.all(group)) writeSync(1, `${result.commandId} ${result.lastPosition}\n`);
  }
}

const [directory = '', from = '0'] = process.argv.slice(2);
appendForEver(directory, Number(from)).catch((refusal: unknown) => {
  if (!(refusal instanceof LogInterruption)) throw refusal;
  writeSync(1, `${refusal.code}\n`);
});
