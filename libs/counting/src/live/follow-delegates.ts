import { NOBODY, SILENT } from './voices';

/** Not come to yet. Whoever waits for delegate d to be known is noted below it, as `UNKNOWN - 1 - d`. */
const UNKNOWN = -2;

/**
 * Who casts each member's weight, or -1 where nobody does: one linear pass over single delegates, from nothing. `delegates` and `voices`
 * as in `LiveStart`. Give `into`, an array of that length, to fill it instead of a new one: most of the time is the machine's, making room.
 *
 * The sweep is all there is to do where delegates stand before their delegators. It is kept free of calls, which would make every
 * access to an array be checked anew: that halves its time.
 */
export function followDelegates(
  delegates: Int32Array,
  voices: Int32Array,
  into: Int32Array = new Int32Array(delegates.length),
): Int32Array {
  const voter = into.fill(UNKNOWN);
  const allKnown = sweep(delegates, voices, voter);
  if (!allKnown) walkOn(voter);
  return voter;
}

/** Tells everyone whose delegate is known by then, and notes whom the others wait for. Whether nobody waits. */
function sweep(delegates: Int32Array, voices: Int32Array, voter: Int32Array): boolean {
  let allKnown = true;
  for (let member = 0; member < voter.length; member++) {
    const delegate = delegates[member]!;
    if (voices[member] !== SILENT || delegate === NOBODY) {
      voter[member] = voices[member]! >= 0 ? member : NOBODY;
      continue;
    }
    const ahead = voter[delegate]!;
    if (ahead >= NOBODY) voter[member] = ahead;
    else {
      voter[member] = UNKNOWN - 1 - delegate;
      allKnown = false;
    }
  }
  return allKnown;
}

/** Goes on to whoever is known, and tells everyone on the way. Who is met twice is on a circle: on the way, all read as carried by nobody. */
function walkOn(voter: Int32Array): void {
  const way = new Int32Array(voter.length);
  for (let start = 0; start < voter.length; start++) {
    let at = start;
    let steps = 0;
    while (voter[at]! < NOBODY) {
      const delegate = UNKNOWN - 1 - voter[at]!;
      voter[at] = NOBODY;
      way[steps++] = at;
      at = delegate;
    }
    const end = voter[at]!;
    for (let step = 0; step < steps; step++) voter[way[step]!] = end;
  }
}
