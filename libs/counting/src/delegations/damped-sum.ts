import type { CommonScale } from '../exact/common-scale';
import { Fraction } from '../exact/fraction';

/** An exact weight, and how many heads it stands for (parts of one where a head's weight was cut). */
export interface Amount {
  readonly weight: Fraction;
  readonly heads: Fraction;
}

export const NOTHING: Amount = { weight: Fraction.ZERO, heads: Fraction.ZERO };

export function add(a: Amount, b: Amount): Amount {
  return { weight: a.weight.plus(b.weight), heads: a.heads.plus(b.heads) };
}

export function sumOf(amounts: readonly Amount[]): Amount {
  return {
    weight: Fraction.sum(amounts.map(({ weight }) => weight)),
    heads: Fraction.sum(amounts.map(({ heads }) => heads)),
  };
}

export function scaleBy(factor: Fraction, { weight, heads }: Amount): Amount {
  return { weight: weight.times(factor), heads: heads.times(factor) };
}

/** Weights added up by the hops they travelled, so that damping is applied once per distance and not once per member. */
export class DampedSum {
  private readonly heads: number[] = [];
  private readonly scaled: bigint[] = [];

  constructor(private readonly scale: CommonScale) {}

  add(member: number, hops: number): void {
    while (this.heads.length <= hops) {
      this.heads.push(0);
      this.scaled.push(0n);
    }
    this.heads[hops]!++;
    if (this.scale.uniform === undefined) this.scaled[hops]! += this.scale.scaled[member]!;
  }

  /** What was put in. */
  sent(): Amount {
    return this.after(Fraction.ONE);
  }

  /** What is left when each hop leaves `damping` of a weight. */
  after(damping: Fraction): Amount {
    const { uniform, denominator } = this.scale;
    const heads = polynomial(this.heads.map(BigInt), damping);
    const weight = uniform === undefined ? polynomial(this.scaled, damping) : heads.times(Fraction.of(uniform));
    return { weight: weight.over(Fraction.of(denominator)), heads };
  }
}

/** Sum of coefficient[h] x damping^h, over whole numbers until the last step. */
function polynomial(coefficients: readonly bigint[], { n, d }: Fraction): Fraction {
  let total = 0n;
  let [power, scale] = [1n, d ** BigInt(Math.max(coefficients.length - 1, 0))];
  const whole = scale;
  for (const coefficient of coefficients) {
    total += coefficient * power * scale;
    power *= n;
    scale /= d;
  }
  return Fraction.of(total, whole);
}
