import type { KeyPeriod } from '@plenum/event-log';

const MOST_LOGS = 20;

/**
 * What whoever starts the server reads of the keys of each log, oldest first: the one in force is to be printed on the agenda, so that
 * members need not ask the server.
 */
export function keysNotice(logs: readonly (readonly KeyPeriod[])[]): string {
  if (logs.length === 0) return '';
  const more = logs.length > MOST_LOGS ? [`  and ${logs.length - MOST_LOGS} more`] : [];
  const shown = logs.slice(0, MOST_LOGS).flatMap(linesOf);
  return ['', 'Public keys of the logs; print yours on the agenda:', ...shown, ...more, ''].join('\n');
}

function linesOf(periods: readonly KeyPeriod[]): readonly string[] {
  const [inForce, before] = [periods.at(-1)!, periods.at(-2)];
  const since = before && [`    since event ${inForce.from}; before that ${before.key.toString()}`];
  return [`  ${inForce.key.toString()}`, ...(since ?? [])];
}
