/** Repeatable choices (mulberry32): the demo tells the same story on every machine. Never used for anything real. */
export class Dice {
  constructor(private seed: number) {}

  /** A whole number from 0 to below `bound`. */
  below(bound: number): number {
    this.seed = (this.seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.seed ^ (this.seed >>> 15), 1 | this.seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  /** True in `hits` of `of` throws. */
  luck(hits: number, of: number): boolean {
    return this.below(of) < hits;
  }
}
