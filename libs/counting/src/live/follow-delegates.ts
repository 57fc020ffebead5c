import { NONE } from './link-cut-forest';
import { SILENT } from './voices';

const UNKNOWN = -2;

/**
 * Who casts each member's weight, or -1 where nobody does: one linear pass over single delegates, from nothing. `delegates` and `voices`
 * as in `LiveStart`.
 */
export function followDelegates(delegates: Int32Array, voices: Int32Array): Int32Array {
  const size = delegates.length;
  const voter = new Int32Array(size).fill(UNKNOWN);
  const way = new Int32Array(size);
  for (let start = 0; start < size; start++) {
    let at = start;
    let steps = 0;
    /** Whoever is met again on the way is on a circle, and reads as carried by nobody. */
    while (at !== NONE && voter[at] === UNKNOWN) {
      voter[at] = voices[at]! >= 0 ? at : NONE;
      way[steps++] = at;
      at = voices[at] === SILENT ? delegates[at]! : NONE;
    }
    if (steps === 0) continue;
    const last = way[steps - 1]!;
    const end = at === NONE ? voter[last]! : voter[at]!;
    for (let step = 0; step < steps; step++) voter[way[step]!] = end;
  }
  return voter;
}
