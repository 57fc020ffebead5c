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
  const voter = into.fill(UNKNOWN);
  sweep(delegates, voices, voter);
  const first = voter.indexOf(UNKNOWN);
  if (first !== -1) walkOn(delegates, voter, first);
  return voter;
}

/**
 * Everyone goes where their delegate goes, where that is known by then: all there is to do where delegates stand before their delegators. Free
 * of calls, of counting, and of names from other modules, which are looked up each time: either would double its time.
 */
function sweep(delegates: Int32Array, voices: Int32Array, voter: Int32Array): void {
  const [size, silent, nobody] = [voter.length, SILENT, NOBODY];
  for (let member = 0; member < size; member++) {
    const delegate = delegates[member]!;
    if (voices[member] === silent && delegate >= 0) voter[member] = voter[delegate]!;
    else voter[member] = voices[member]! >= 0 ? member : nobody;
  }
}

/**
 * From everyone still unknown, `first` and after, goes on to whoever is known, and tells everyone on the way. Who is met twice is on a circle:
 * on the way, all read as carried by nobody.
 */
function walkOn(delegates: Int32Array, voter: Int32Array, first: number): void {
  const size = voter.length;
  const way = new Int32Array(size);
  for (let start = first; start < size; start++) {
    let at = start;
    let steps = 0;
    while (voter[at] === UNKNOWN) {
      voter[at] = NOBODY;
      way[steps++] = at;
      at = delegates[at]!;
    }
    const end = voter[at]!;
    for (let step = 0; step < steps; step++) voter[way[step]!] = end;
  }
}
