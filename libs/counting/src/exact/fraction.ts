import { Fault, assert } from '../fault';

/** Longest number text that is read. Unit: characters. Keeps hostile input from buying unbounded arithmetic. */
export const MAX_NUMBER_LENGTH = 100;

const NUMBER = /^(-?)(\d+)(?:\.(\d+)|\/(\d+))?$/;

/** An exact rational in lowest terms: `n / d` with `d > 0`. Immutable. Weights, shares and thresholds are these, never floats. */
export class Fraction {
  static readonly ZERO = new Fraction(0n, 1n);
  static readonly ONE = new Fraction(1n, 1n);

  private constructor(
    readonly n: bigint,
    readonly d: bigint,
  ) {}

  /** n/d in lowest terms. Faults when d is 0. */
  static of(n: bigint | number, d: bigint | number = 1n): Fraction {
    return Fraction.reduced(BigInt(n), BigInt(d));
  }

  /** Adds in pairs, pairs of pairs and so on, so that many different denominators grow together only at the end. */
  static sum(terms: Iterable<Fraction>): Fraction {
    let sums = [...terms];
    while (sums.length > 1) {
      const pairs: Fraction[] = [];
      for (let left = 0; left < sums.length; left += 2) {
        const [one, other] = [sums[left]!, sums[left + 1]];
        pairs.push(other ? one.plus(other) : one);
      }
      sums = pairs;
    }
    return sums[0] ?? Fraction.ZERO;
  }

  private static reduced(n: bigint, d: bigint): Fraction {
    assert(d !== 0n, 'a fraction has the denominator 0');
    if (d === 1n) return n === 0n ? Fraction.ZERO : n === 1n ? Fraction.ONE : new Fraction(n, d);
    const shared = d < 0n ? -gcd(n, d) : gcd(n, d);
    return new Fraction(n / shared, d / shared);
  }

  plus(other: Fraction): Fraction {
    if (other.n === 0n) return this;
    if (this.d === other.d) return Fraction.reduced(this.n + other.n, this.d);
    return Fraction.reduced(this.n * other.d + other.n * this.d, this.d * other.d);
  }

  minus(other: Fraction): Fraction {
    return this.plus(other.negated());
  }

  times(other: Fraction): Fraction {
    return Fraction.reduced(this.n * other.n, this.d * other.d);
  }

  /** Faults when `other` is 0. */
  over(other: Fraction): Fraction {
    return Fraction.reduced(this.n * other.d, this.d * other.n);
  }

  negated(): Fraction {
    return new Fraction(-this.n, this.d);
  }

  /** Negative, 0 or positive, as for Array.sort. */
  compare(other: Fraction): -1 | 0 | 1 {
    const left = this.n * other.d;
    const right = other.n * this.d;
    return left < right ? -1 : left > right ? 1 : 0;
  }

  equals(other: Fraction): boolean {
    return this.n === other.n && this.d === other.d;
  }

  isZero(): boolean {
    return this.n === 0n;
  }

  isNegative(): boolean {
    return this.n < 0n;
  }

  /** The greatest whole number not above this. */
  floor(): bigint {
    const whole = this.n / this.d;
    return this.n < 0n && whole * this.d !== this.n ? whole - 1n : whole;
  }

  toString(): string {
    return this.d === 1n ? this.n.toString() : `${this.n}/${this.d}`;
  }

  toJSON(): string {
    return this.toString();
  }

  /** A fraction never slips into floating point arithmetic. */
  valueOf(): never {
    throw new Fault('a fraction was used as a number');
  }
}

/** Reads an integer, a decimal or "p/q", with an optional minus; anything else gives undefined. */
export function parseFraction(text: string): Fraction | undefined {
  if (text.length > MAX_NUMBER_LENGTH) return undefined;
  const [matched, sign = '', whole = '', decimals, denominator] = NUMBER.exec(text) ?? [];
  if (matched === undefined) return undefined;
  const d = denominator !== undefined ? BigInt(denominator) : 10n ** BigInt(decimals?.length ?? 0);
  if (d === 0n) return undefined;
  const n = BigInt(whole + (decimals ?? ''));
  return Fraction.of(sign === '-' ? -n : n, d);
}

/** Lowest terms: "11/15", and "3" rather than "3/1". */
export function printFraction(value: Fraction): string {
  return value.toString();
}

/** Reads a number that was validated before; faults when it was not. */
export function fractionOf(text: string): Fraction {
  const value = parseFraction(text);
  assert(value !== undefined, `"${text.slice(0, MAX_NUMBER_LENGTH)}" reached the count unvalidated`);
  return value;
}

export function gcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

export function lcm(a: bigint, b: bigint): bigint {
  return a === b ? a : (a / gcd(a, b)) * b;
}

export function maxOf(first: Fraction, ...others: readonly Fraction[]): Fraction {
  return others.reduce((best, next) => (next.compare(best) > 0 ? next : best), first);
}

export function minOf(first: Fraction, ...others: readonly Fraction[]): Fraction {
  return others.reduce((best, next) => (next.compare(best) < 0 ? next : best), first);
}
