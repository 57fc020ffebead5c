import { Injectable } from '@nestjs/common';
import type { Door } from './hall-code';

/** Tries before the registrar has to help. */
export const MOST_TRIES = 5;
/** Doors remembered; the oldest are forgotten first. At 60 bits a code, whoever makes us forget gains nothing. */
const MOST_DOORS = 50_000;

/**
 * Counts wrong hall codes for each member and meeting. A try counts before it is known to be wrong, so that many at once are not more than
 * many one after the other. Kept in memory: a restart gives five more tries.
 */
@Injectable()
export class WrongCodes {
  private readonly tries = new Map<string, number>();

  /** Takes one try; false when there is none left. */
  take(door: Door): boolean {
    const key = keyOf(door);
    const taken = this.tries.get(key) ?? 0;
    if (taken >= MOST_TRIES) return false;
    this.tries.set(key, taken + 1);
    if (this.tries.size > MOST_DOORS) this.tries.delete(this.tries.keys().next().value!);
    return true;
  }

  /** The code was not wrong after all: what stood in the way was something else. */
  giveBack(door: Door): void {
    const key = keyOf(door);
    const taken = this.tries.get(key) ?? 0;
    if (taken > 1) this.tries.set(key, taken - 1);
    else this.tries.delete(key);
  }

  /** The registrar helped, or the member is in. */
  forget(door: Door): void {
    this.tries.delete(keyOf(door));
  }
}

function keyOf({ assemblyId, meetingId, memberId }: Door): string {
  return `${assemblyId} ${meetingId} ${memberId}`;
}
