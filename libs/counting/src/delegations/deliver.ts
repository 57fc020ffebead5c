import { commonScale } from '../exact/common-scale';
import { Fraction, fractionOf } from '../exact/fraction';
import type { DelegationLimits } from '../election';
import { assert } from '../fault';
import { getOrAdd } from '../get-or-add';
import { type Amount, DampedSum, scaleBy, sumOf } from './damped-sum';
import { type Resolution, fateOf } from './resolve-delegations';

export const UNDELIVERED_REASONS = ['cycle', 'dead-end', 'cap', 'damping'] as const;
export type UndeliveredReason = (typeof UNDELIVERED_REASONS)[number];

/** How delivered weight is added up: by the voter's bucket (what was cast, and where) and by the delegator's class. Dense indexes. */
export interface Grouping {
  readonly bucketOf: Int32Array;
  readonly classOf: Int32Array;
  readonly classes: number;
}

export interface Delivered extends Amount {
  readonly bucket: number;
  readonly class: number;
  readonly carried: boolean;
}

export interface Delivery {
  readonly delivered: readonly Delivered[];
  readonly undelivered: Readonly<Record<UndeliveredReason, Amount>>;
  /** Of those in the counted set of a show of hands. */
  readonly byHand: Amount;
  readonly entitled: Amount;
}

/**
 * Adds up what reaches the voters, and what is lost on the way and why. The cap falls on everyone a voter carries alike, in
 * proportion, so that it favours no order. Faults unless every unit of weight is accounted for.
 */
export function deliver(resolution: Resolution, limits: DelegationLimits, grouping: Grouping): Delivery {
  const sums = addUp(resolution, limits, grouping);
  const damping = limits.damping === undefined ? Fraction.ONE : fractionOf(limits.damping);
  const entitled = sums.everyone.sent();
  const most = limits.cap === undefined ? undefined : fractionOf(limits.cap).times(entitled.weight);

  const delivered: Delivered[] = sums.own.map(({ sum, ...group }) => ({ ...group, carried: false, ...sum.sent() }));
  const damped: Amount[] = [];
  const capped: Amount[] = [];
  for (const load of sums.loads) {
    const arriving = load.map(({ sum, ...group }) => ({ group, sent: sum.sent(), amount: sum.after(damping) }));
    const carried = Fraction.sum(arriving.map(({ amount }) => amount.weight));
    const kept = most !== undefined && carried.compare(most) > 0 ? most.over(carried) : Fraction.ONE;
    for (const { group, sent, amount } of arriving) {
      const through = scaleBy(kept, amount);
      damped.push(less(sent, amount));
      capped.push(less(amount, through));
      delivered.push({ ...group, carried: true, ...through });
    }
  }
  const undelivered = {
    cycle: sums.cycle.sent(),
    'dead-end': sums.deadEnd.sent(),
    cap: sumOf(capped),
    damping: sumOf(damped),
  };
  const delivery = { delivered, undelivered, byHand: sums.byHand.sent(), entitled };
  assertConserved(delivery);
  return delivery;
}

/** What each voter carries for others, after damping and cap, by voter index; voters who carry nobody are absent. */
export function carriedByVoter(
  { roll, voter, hops }: Resolution,
  { cap, damping }: DelegationLimits,
): ReadonlyMap<number, Fraction> {
  const scale = commonScale(roll.map(({ weight }) => weight));
  const loads = new Map<number, DampedSum>();
  for (let member = 0; member < roll.length; member++) {
    if (hops[member]! < 1) continue;
    getOrAdd(loads, voter[member]!, () => new DampedSum(scale)).add(member, damping === undefined ? 0 : hops[member]!);
  }
  const kept = damping === undefined ? Fraction.ONE : fractionOf(damping);
  const entitled = cap === undefined ? undefined : Fraction.sum(roll.map(({ weight }) => weight));
  const most = entitled?.times(fractionOf(cap!));
  return new Map([...loads].map(([index, load]) => [index, minOf(load.after(kept), most)]));
}

function minOf({ weight }: Amount, most: Fraction | undefined): Fraction {
  return most !== undefined && weight.compare(most) > 0 ? most : weight;
}

interface Group {
  readonly bucket: number;
  readonly class: number;
  readonly sum: DampedSum;
}

/** `loads`: what each voter carries for others; without a cap nobody's load matters, and one list holds the groups of all. */
function addUp(resolution: Resolution, { cap, damping }: DelegationLimits, { bucketOf, classOf, classes }: Grouping) {
  const { roll, voter, hops } = resolution;
  const scale = commonScale(roll.map(({ weight }) => weight));
  const sums = {
    everyone: new DampedSum(scale),
    cycle: new DampedSum(scale),
    deadEnd: new DampedSum(scale),
    byHand: new DampedSum(scale),
  };
  const own = new Map<number, Group>();
  const loads = new Map<number, Map<number, Group>>();
  for (let member = 0; member < roll.length; member++) {
    sums.everyone.add(member, 0);
    const fate = fateOf(resolution, member);
    if (fate === 'cycle') sums.cycle.add(member, 0);
    else if (fate === 'dead-end') sums.deadEnd.add(member, 0);
    else if (fate === 'hand-count') sums.byHand.add(member, 0);
    else if (fate === 'own-ballot') group(own, bucketOf[member]!, classOf[member]!).add(member, 0);
    else {
      const carrier = voter[member]!;
      const load = getOrAdd(loads, cap === undefined ? 0 : carrier, () => new Map<number, Group>());
      group(load, bucketOf[carrier]!, classOf[member]!).add(member, damping === undefined ? 0 : hops[member]!);
    }
  }
  return { ...sums, own: [...own.values()], loads: [...loads.values()].map((load) => [...load.values()]) };

  function group(groups: Map<number, Group>, bucket: number, cls: number): DampedSum {
    return getOrAdd(groups, bucket * classes + cls, () => ({ bucket, class: cls, sum: new DampedSum(scale) })).sum;
  }
}

function less(a: Amount, b: Amount): Amount {
  return { weight: a.weight.minus(b.weight), heads: a.heads.minus(b.heads) };
}

function assertConserved({ delivered, undelivered, byHand, entitled }: Delivery): void {
  const total = sumOf([...delivered, ...Object.values(undelivered), byHand]);
  const conserved = total.weight.equals(entitled.weight) && total.heads.equals(entitled.heads);
  assert(conserved, `weight is not conserved: ${total.weight} of ${entitled.weight} is accounted for`);
}
