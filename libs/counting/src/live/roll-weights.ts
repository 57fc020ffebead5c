import { scaleAll } from '../exact/common-scale';
import { Fraction } from '../exact/fraction';
import type { Amount } from '../delegations/damped-sum';
import { assert } from '../fault';

/** Whole numbers below this are exact in a Float64Array, and so are their sums. */
const EXACT = 2n ** 53n;

/** Weights too large for one number are cut into limbs of so many bits: the sum of 2^22 of them stays below 2^53. */
const LIMB_BITS = 30;
const MOST_MEMBERS = 2 ** 22;

export interface Weighted {
  readonly weight: Fraction;
  /** Index of the member's class. */
  readonly class: number;
}

/**
 * The own weights and classes of a roll, as whole numbers that add up exactly: one for the heads of a class and, unless all weigh the
 * same, one or more for their weight. Shared by all proposals over the roll. Bytes per member: 2, and 8 for each limb of weight.
 */
export class RollWeights {
  /** Whole numbers in one sum: for each class its heads, then the limbs of its weight. */
  readonly lanes: number;
  private readonly perClass: number;
  private readonly limbBits: number;
  private total = 0n;
  private count = 0;
  private classOf: Uint16Array;
  private limbs: Float64Array;

  private constructor(
    readonly classes: number,
    private readonly denominator: bigint,
    private readonly uniform: bigint | undefined,
    private readonly limbCount: number,
    capacity: number,
  ) {
    this.perClass = 1 + limbCount;
    this.lanes = classes * this.perClass;
    this.limbBits = limbCount === 1 ? 53 : LIMB_BITS;
    this.classOf = new Uint16Array(capacity);
    this.limbs = new Float64Array(capacity * limbCount);
  }

  /** Member i of the roll is the i-th given. */
  static of(members: readonly Weighted[], classes = 1): RollWeights {
    assert(members.length <= MOST_MEMBERS, `a live count holds at most ${MOST_MEMBERS} members`);
    const { denominator, scaled } = scaleAll(members.map(({ weight }) => weight));
    const uniform = scaled.every((value) => value === scaled[0]) ? scaled[0] : undefined;
    const weights = new RollWeights(classes, denominator, uniform, limbsFor(scaled, uniform), members.length);
    scaled.forEach((value, index) => weights.append(value, members[index]!.class));
    return weights;
  }

  get size(): number {
    return this.count;
  }

  /**
   * Adds a member at the end and gives the index, in constant time; undefined when the weight or the class does not fit the numbers chosen
   * for this roll. Then make new weights, and new live counts on them: a linear pass.
   */
  enrol({ weight, class: cls }: Weighted): number | undefined {
    const value = weight.n * (this.denominator / weight.d);
    const fits = this.denominator % weight.d === 0n && cls < this.classes && this.hasRoomFor(value);
    return fits ? this.append(value, cls) : undefined;
  }

  /**
   * Adds the member's own weight to the sums that begin at `at`, or takes it off. Where there is one class nobody's is looked up: on a large
   * roll each look-up waits for memory, a fifth of a short event.
   */
  add(sums: Float64Array, at: number, member: number, sign: 1 | -1): void {
    const { limbCount, limbs } = this;
    const first = this.classes === 1 ? at : at + this.classOf[member]! * this.perClass;
    sums[first]! += sign;
    for (let limb = 0; limb < limbCount; limb++) sums[first + 1 + limb]! += sign * limbs[member * limbCount + limb]!;
  }

  /** What the sums that begin at `at` say of one class. */
  amount(sums: Float64Array, at: number, cls: number): Amount {
    const first = at + cls * this.perClass;
    const heads = sums[first]!;
    let scaled = this.uniform === undefined ? 0n : this.uniform * BigInt(heads);
    for (let limb = 0; limb < this.limbCount; limb++) {
      scaled += BigInt(sums[first + 1 + limb]!) << BigInt(limb * LIMB_BITS);
    }
    return { weight: Fraction.of(scaled, this.denominator), heads: Fraction.of(heads) };
  }

  private hasRoomFor(value: bigint): boolean {
    if (this.count === MOST_MEMBERS) return false;
    if (this.uniform !== undefined) return value === this.uniform;
    return this.limbCount === 1 ? this.total + value < EXACT : value < 1n << BigInt(this.limbCount * LIMB_BITS);
  }

  private append(value: bigint, cls: number): number {
    assert(cls >= 0 && cls < this.classes, 'a member has a class that the roll does not know');
    if (this.count === this.classOf.length) this.grow();
    const member = this.count++;
    this.total += value;
    this.classOf[member] = cls;
    for (let limb = 0; limb < this.limbCount; limb++) {
      const bits = BigInt.asUintN(this.limbBits, value >> BigInt(limb * LIMB_BITS));
      this.limbs[member * this.limbCount + limb] = Number(bits);
    }
    return member;
  }

  private grow(): void {
    const [classOf, limbs] = [this.classOf, this.limbs];
    const capacity = classOf.length * 2 + 1;
    this.classOf = new Uint16Array(capacity);
    this.classOf.set(classOf);
    this.limbs = new Float64Array(capacity * this.limbCount);
    this.limbs.set(limbs);
  }
}

function limbsFor(scaled: readonly bigint[], uniform: bigint | undefined): number {
  if (uniform !== undefined) return 0;
  let [total, largest] = [0n, 0n];
  for (const value of scaled) {
    total += value;
    if (value > largest) largest = value;
  }
  return total < EXACT ? 1 : Math.max(2, Math.ceil(largest.toString(2).length / LIMB_BITS));
}
