import { sameHash, type EventLog } from '@plenum/event-log';
import { Stopped } from '../terminal/stopped';
import { commandsOf, type StoredCommand } from './commands-of';
import { rootOf } from './log-root';

/** Unit: commands on their way at a time. */
const AT_ONCE = 256;

export interface Moved {
  /** Unit: events. */
  readonly size: number;
  /** Of both logs. */
  readonly root: Uint8Array;
  /** Events that were there already. */
  readonly before: number;
}

/**
 * Append every command of one log to another, which must be empty or a beginning of it, and show that both have one root.
 * Stopped halfway it can be started again. Throws `Stopped` when the logs differ or the first one is still written.
 */
export async function moveLog(
  from: EventLog,
  to: EventLog,
  signal: AbortSignal,
  onPosition: (position: number, size: number) => void,
): Promise<Moved> {
  const [size, before] = [await from.head(), await to.head()];
  if (before > size) throw differs(`the target has ${before} events, the source ${size}`);
  await requireOneRoot(from, to, before, signal);
  let waiting: StoredCommand[] = [];
  const flush = async () => {
    await Promise.all(waiting.map((command) => appendAs(to, command)));
    onPosition(waiting.at(-1)?.lastPosition ?? before, size);
    waiting = [];
  };
  for await (const command of commandsOf(from, before, size, signal)) {
    waiting.push(command);
    if (waiting.length === AT_ONCE) await flush();
  }
  await flush();
  if ((await from.head()) !== size)
    throw new Stopped('LOG_STILL_WRITTEN', 'the source has grown meanwhile; stop its servers and run this again');
  return { size, root: await requireOneRoot(from, to, size, signal), before };
}

/** The same event has the same bytes in every store: what is appended anew must come out with the hash it had. */
async function appendAs(to: EventLog, { request, leafHashes, lastPosition }: StoredCommand): Promise<void> {
  const appended = await to.append(request);
  const same = appended.events.every(({ leafHash }, index) => sameHash(leafHash, leafHashes[index] ?? Buffer.of()));
  if (!same || appended.lastPosition !== lastPosition)
    throw differs(`command ${request.commandId} does not stand where, or as, it stood`);
}

async function requireOneRoot(from: EventLog, to: EventLog, size: number, signal: AbortSignal): Promise<Uint8Array> {
  const [root, other] = [await rootOf(from, size, signal), await rootOf(to, size, signal)];
  if (sameHash(root, other)) return root;
  throw differs(`their first ${size} events have different roots`);
}

function differs(how: string): Stopped {
  return new Stopped(
    'LOGS_DIFFER',
    `the target is not a beginning of the source: ${how}. Nothing more was written to it`,
  );
}
