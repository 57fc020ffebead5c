import { EventStoreLogs } from '../../../libs/event-log/src/eventstoredb/event-store-logs';
import { casting } from '../../../libs/event-log/src/given.contract';

/**
 * The main program of a child process: append in groups until it is killed. Prints `<command id> <position>` for every append that
 * was acknowledged.
 */
async function appendForEver(url: string, copies: string, from: number, namespace: string): Promise<void> {
  const log = await new EventStoreLogs(url, { copies, namespace }).open('co-op');
  for (let member = from; ; member += 8) {
    const group = Array.from({ length: 8 }, (_, index) => log.append(casting(`member-${member + index}`)));
    for (const result of await Promise.all(group)) await printed(`${result.commandId} ${result.lastPosition}\n`);
  }
}

/** Waits while the pipe is full: the parent reads it only now and then. */
function printed(line: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(line, () => resolve()));
}

const [url = '', copies = '', from = '0', namespace = 'plenum'] = process.argv.slice(2);
void appendForEver(url, copies, Number(from), namespace);
