import { Injectable } from '@nestjs/common';
import type { Door } from './hall-code';

/** Wrong codes before the registrar has to help. */
export const MOST_WRONG = 5;
/** Doors remembered; the oldest are forgotten first. At 60 bits a code, whoever makes us forget gains nothing. */
const MOST_DOORS = 50_000;

/** Counts wrong hall codes for each member and meeting. Kept in memory: a restart gives five more tries. */
@Injectable()
export class WrongCodes {
  private readonly wrong = new Map<string, number>();
  private readonly last = new Map<string, Promise<unknown>>();

  /** Codes for one door are tried one after the other, so that many at once are no more tries than many in a row. */
  async inTurn<T>(door: Door, attempt: () => Promise<T>): Promise<T> {
    const key = keyOf(door);
    const turn = (this.last.get(key) ?? Promise.resolve()).then(attempt, attempt);
    this.last.set(key, turn);
    try {
      return await turn;
    } finally {
      if (this.last.get(key) === turn) this.last.delete(key);
    }
  }

  isSpent(door: Door): boolean {
    return (this.wrong.get(keyOf(door)) ?? 0) >= MOST_WRONG;
  }

  add(door: Door): void {
    const key = keyOf(door);
    this.wrong.set(key, (this.wrong.get(key) ?? 0) + 1);
    if (this.wrong.size > MOST_DOORS) this.wrong.delete(this.wrong.keys().next().value!);
  }

  /** The registrar helped, or the member is in. */
  forget(door: Door): void {
    this.wrong.delete(keyOf(door));
  }
}

function keyOf({ assemblyId, meetingId, memberId }: Door): string {
  return `${assemblyId} ${meetingId} ${memberId}`;
}
