import { Fraction } from '@plenum/counting';

/** A competing text and who supports it. */
export interface Competing<Id> {
  readonly id: Id;
  readonly supporters: ReadonlySet<string>;
}
export interface Ordered<Id> {
  readonly id: Id;
  readonly weight: Fraction;
}

/**
 * Competing texts in harmonic order, the weightiest first. Whoever supports several splits their support among those that are still without a
 * place; the text with the least support gets the last place left, with that support as its weight, and its supporters' shares go to the others.
 * So the same people gain nothing by offering one text many times over: their copies weigh 1, 1/2, 1/3 and so on. Of two with equal support
 * the one listed later gets the later place.
 *
 * After "harmonic weighting" in J. Behrens, The evolution of proportional representation in LiquidFeedback, The Liquid Democracy
 * Journal 1 (2014). Unit of the weight: heads, exact.
 */
export function harmonicOrder<Id>(texts: readonly Competing<Id>[]): readonly Ordered<Id>[] {
  const placed: Ordered<Id>[] = [];
  let left = [...texts];
  while (left.length > 0) {
    const counts = new Map<string, number>();
    for (const { supporters } of left) {
      for (const supporter of supporters) counts.set(supporter, (counts.get(supporter) ?? 0) + 1);
    }
    const weights = left.map(({ supporters }) =>
      Fraction.sum(Array.from(supporters, (supporter) => Fraction.of(1n, BigInt(counts.get(supporter)!)))),
    );
    const last = weights.reduce((least, weight, index) => (weight.compare(weights[least]!) <= 0 ? index : least), 0);
    placed.unshift({ id: left[last]!.id, weight: weights[last]! });
    left = left.filter((_, index) => index !== last);
  }
  return placed;
}
