import { NOTHING, type Amount, add } from '../delegations/damped-sum';
import type { Delivered, Delivery } from '../delegations/deliver';
import type { RollWeights } from './roll-weights';

/** A place where weight ends up. Each bucket of ballots has two more: its voters' own weight, and what they carry. */
export const CYCLE = 0;
export const DEAD_END = 1;
export const BY_HAND = 2;
const FIRST_BUCKET = 3;

export function ownPlace(bucket: number): number {
  return FIRST_BUCKET + 2 * bucket;
}

export function carriedPlace(bucket: number): number {
  return FIRST_BUCKET + 2 * bucket + 1;
}

/** The weight at each place, by class, in whole numbers that add up exactly. Every member of the electorate is at one place. */
export class LiveTotals {
  private sums: Float64Array;

  constructor(
    private readonly roll: RollWeights,
    buckets: number,
  ) {
    this.sums = new Float64Array(ownPlace(buckets) * roll.lanes);
  }

  /** Ballots with a new choice or channel: a bucket that was not known is made. */
  makeRoomFor(bucket: number): void {
    if (ownPlace(bucket + 1) * this.roll.lanes <= this.sums.length) return;
    const sums = new Float64Array(ownPlace(2 * (bucket + 1)) * this.roll.lanes);
    sums.set(this.sums);
    this.sums = sums;
  }

  /** Adds to a place, or takes off, the sums that begin at `at`. */
  addSums(place: number, sums: Float64Array, at: number, sign: 1 | -1): void {
    const { lanes } = this.roll;
    for (let lane = 0; lane < lanes; lane++) this.sums[place * lanes + lane]! += sign * sums[at + lane]!;
  }

  /** Adds a member's own weight to a place, or takes it off. */
  addOwn(place: number, member: number, sign: 1 | -1): void {
    this.roll.add(this.sums, place * this.roll.lanes, member, sign);
  }

  /** The totals as `deliver` gives them after a linear pass, in the order of the buckets. */
  delivery(): Delivery {
    const delivered: Delivered[] = [];
    for (let bucket = 0; ownPlace(bucket) * this.roll.lanes < this.sums.length; bucket++) {
      for (const carried of [false, true]) {
        for (let cls = 0; cls < this.roll.classes; cls++) {
          const amount = this.at(carried ? carriedPlace(bucket) : ownPlace(bucket), cls);
          if (!amount.heads.isZero()) delivered.push({ bucket, class: cls, carried, ...amount });
        }
      }
    }
    const undelivered = { cycle: this.all(CYCLE), 'dead-end': this.all(DEAD_END), cap: NOTHING, damping: NOTHING };
    const byHand = this.all(BY_HAND);
    const entitled = [...delivered, undelivered.cycle, undelivered['dead-end'], byHand].reduce(add, NOTHING);
    return { delivered, undelivered, byHand, entitled: { weight: entitled.weight, heads: entitled.heads } };
  }

  private all(place: number): Amount {
    return Array.from({ length: this.roll.classes }, (_, cls) => this.at(place, cls)).reduce(add, NOTHING);
  }

  private at(place: number, cls: number): Amount {
    return this.roll.amount(this.sums, place * this.roll.lanes, cls);
  }
}
