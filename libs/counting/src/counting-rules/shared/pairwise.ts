import { scaleAll } from '../../exact/common-scale';
import { Fraction } from '../../exact/fraction';
import { limbSums } from '../../exact/limb-sums';
import type { Json, RuleOptions } from '../../election';
import { keyed } from '../../keyed';
import type { RuleContext, WeightedChoice } from '../counting-rule';
import type { Ranking } from './ranking';

type Unlisted = NonNullable<RuleOptions['unlisted']>;

/** How much weight prefers each option to each other one; whole numbers over one denominator. */
export class Pairwise {
  constructor(
    readonly options: readonly string[],
    private readonly preferring: readonly bigint[],
    private readonly denominator: bigint,
  ) {}

  get size(): number {
    return this.options.length;
  }

  /** Scaled weight that prefers option `a` to option `b`. */
  scaled(a: number, b: number): bigint {
    return this.preferring[a * this.size + b]!;
  }

  weight(a: number, b: number): Fraction {
    return Fraction.of(this.scaled(a, b), this.denominator);
  }

  beats(a: number, b: number): boolean {
    return this.scaled(a, b) > this.scaled(b, a);
  }

  /** `{ a: { b: weight that prefers a to b } }` */
  toWorkings(): Json {
    return table(this.options, (a, b) => this.weight(a, b).toString());
  }
}

/** Every ordered pair of different options, by name. */
export function table(options: readonly string[], entry: (a: number, b: number) => Json): Json {
  return keyed(
    options.map((option, a) => [
      option,
      keyed(options.flatMap((other, b) => (a === b ? [] : [[other, entry(a, b)] as const]))),
    ]),
  );
}

/** Adds up who is preferred to whom. Unlisted options come last, tied, or are compared with nobody. */
export function pairwise(
  options: readonly string[],
  ballots: readonly WeightedChoice<Ranking>[],
  unlisted: Unlisted = 'last',
): Pairwise {
  const size = options.length;
  const { scaled, denominator } = scaleAll(ballots.map(({ weight }) => weight));
  const isListed = new Uint8Array(size);
  const preferring = limbSums(size * size, scaled, (cells, ballot, limb) => {
    const { order, tiers } = ballots[ballot]!.choice;
    let below = 0;
    for (let place = 0; place < order.length; place++) {
      if (below <= place) below = place + 1;
      while (below < order.length && tiers[below] === tiers[place]) below++;
      const row = order[place]! * size;
      for (let other = below; other < order.length; other++) cells[row + order[other]!]! += limb;
    }
    if (unlisted !== 'last' || order.length === size) return;
    isListed.fill(0);
    for (let place = 0; place < order.length; place++) isListed[order[place]!] = 1;
    for (let other = 0; other < size; other++) {
      if (isListed[other]) continue;
      for (let place = 0; place < order.length; place++) cells[order[place]! * size + other]! += limb;
    }
  });
  return new Pairwise(options, preferring, denominator);
}

/** Pairwise rules compare ballots: what is not listed is last or not compared, and no ballot is ever exhausted. */
export function checkUnlisted({
  ruleOptions,
}: RuleContext): { readonly path: string; readonly reason: string } | undefined {
  return ruleOptions.unlisted === 'exhausted'
    ? { path: '$.ruleOptions.unlisted', reason: 'must be last or not-compared for a pairwise rule' }
    : undefined;
}
