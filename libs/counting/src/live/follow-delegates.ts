import { NOBODY, SILENT } from './voices';

const UNKNOWN = -2;

/**
 * Who casts each member's weight, or -1 where nobody does: one linear pass over single delegates, from nothing. `delegates` and `voices`
 * as in `LiveStart`. Give `into`, an array of that length, to fill it instead of a new one: most of the time is the machine's, making room.
 */
export function followDelegates(
  delegates: Int32Array,
  voices: Int32Array,
  into: Int32Array = new Int32Array(delegates.length),
): Int32Array {
  const size = delegates.length;
  const voter = into.fill(UNKNOWN);
  const way = new Int32Array(size);
  for (let member = 0; member < size; member++) {
    const voice = voices[member]!;
    const delegate = voice === SILENT ? delegates[member]! : NOBODY;
    if (delegate === NOBODY) voter[member] = voice >= 0 ? member : NOBODY;
    else if (voter[delegate] !== UNKNOWN) voter[member] = voter[delegate]!;
    else walk(member, delegates, voices, voter, way);
  }
  return voter;
}

/** Goes on to whoever is known, and tells everyone on the way. Who is met twice is on a circle: on the way, all read as carried by nobody. */
function walk(start: number, delegates: Int32Array, voices: Int32Array, voter: Int32Array, way: Int32Array): void {
  let at = start;
  let steps = 0;
  while (voter[at] === UNKNOWN) {
    const voice = voices[at]!;
    const delegate = voice === SILENT ? delegates[at]! : NOBODY;
    voter[at] = voice >= 0 ? at : NOBODY;
    way[steps++] = at;
    if (delegate === NOBODY) break;
    at = delegate;
  }
  const end = voter[at]!;
  for (let step = 0; step < steps; step++) voter[way[step]!] = end;
}
