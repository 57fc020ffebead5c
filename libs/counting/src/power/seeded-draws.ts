/**
 * Numbers that look drawn and are the same for the same seed, on every machine: Doty-Humphrey's small fast counting generator, 32 bits
 * (PractRand, 2010). For samples, not for anything an opponent must not foresee.
 */
export class SeededDraws {
  private a = 0;
  private b = 0;
  private c: number;
  private counter = 1;

  /** `seed`: a whole number from 0 up to 2^32. */
  constructor(seed: number) {
    this.c = seed | 0;
    for (let round = 0; round < 12; round++) this.next();
  }

  /** A whole number from 0 up to 2^32, each as likely. */
  next(): number {
    const sum = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** A whole number from 0 up to `end`, at most 2^32. Off even by less than `end` in 2^32. */
  below(end: number): number {
    return Math.floor((this.next() / 2 ** 32) * end);
  }
}
