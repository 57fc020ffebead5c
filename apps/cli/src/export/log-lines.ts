import type { ReadOnlyLog, StoredBytes } from '@plenum/event-log';
import { stopIfInterrupted } from '../terminal/stopped';

const PAGE = 1_000;

/** One exported event: `event` is the stored canonical bytes as they are, so that its hash can be taken again. */
export function logLine({ position, leafHash, bytes }: StoredBytes): string {
  const hash = Buffer.from(leafHash).toString('hex');
  return `{"position":${position},"leafHash":"${hash}","event":${Buffer.from(bytes).toString('utf8')}}\n`;
}

/** The stored events after `after` up to `until`, a page at a time. */
export async function* pagesOf(
  log: ReadOnlyLog,
  after: number,
  until: number,
  signal: AbortSignal,
): AsyncIterable<readonly StoredBytes[]> {
  for (let at = after; at < until;) {
    stopIfInterrupted(signal);
    const page = await log.readBytes(at, Math.min(PAGE, until - at));
    if (page.length === 0) return;
    yield page;
    at = page.at(-1)!.position;
  }
}
