import type { Delivery } from '../delegations/deliver';
import type { Amount } from '../delegations/damped-sum';
import type { Fate } from '../delegations/resolve-delegations';
import { Fault, assert } from '../fault';
import { followDelegates } from './follow-delegates';
import { type LinkCutForest, NONE } from './link-cut-forest';
import { BY_HAND, CYCLE, DEAD_END, LiveTotals, carriedPlace, ownPlace } from './live-totals';
import { plantForest } from './plant-forest';
import type { RollWeights } from './roll-weights';
import { ABSENT, COUNTED_BY_HAND, NOBODY, SILENT } from './voices';

/** Where a live count starts: for each member of the roll, by index. */
export interface LiveStart {
  readonly roll: RollWeights;
  /** The one delegate of the narrowest scope, or NOBODY. Kept behind a ballot, to come back when it is withdrawn. */
  readonly delegates: Int32Array;
  readonly voices: Int32Array;
  /** How many buckets to make room for; more are made when they come. */
  readonly buckets?: number;
  /** See `LinkCutForest`. */
  readonly hopBudget?: number;
}

/**
 * One open proposal's delegations and ballots, and what they add up to, kept current event by event: for elections where each member
 * has at most one delegate and no limit cuts or shrinks what travels (see `whyNotLive`). The totals are at every moment those of
 * `resolveDelegations` and `deliver`.
 *
 * An event costs O(log members) amortised, whatever the length of chains, times the numbers in one sum (`RollWeights.lanes`), and is done
 * once for each open proposal that it touches. A bucket is what the ballots cast alike have in common, such as choice and channel; a ballot
 * that moves everything a delegate carries costs the same as any other. Bytes per member: 20, and 8 for each number in one sum.
 *
 * Every member is in one tree under the one their chain ends at: a voter, one counted by hand, one without a delegate, or, in a circle, any
 * one of it, whose arrow is left out of the forest. Events out of their order (a ballot withdrawn that was not cast) are Faults.
 */
export class LiveCount {
  private readonly roll: RollWeights;
  private readonly forest: LinkCutForest;
  private readonly totals: LiveTotals;
  private delegates: Int32Array;
  private voices: Int32Array;

  constructor({ roll, delegates, voices, buckets = 0, hopBudget }: LiveStart) {
    assert(delegates.length === roll.size && voices.length === roll.size, 'the roll has members without a place');
    this.roll = roll;
    this.delegates = delegates.slice();
    this.voices = voices.slice();
    this.totals = new LiveTotals(roll, buckets);
    const arrows = new Int32Array(roll.size).fill(NONE);
    for (let member = 0; member < roll.size; member++) {
      if (voices[member] === SILENT) arrows[member] = delegates[member]!;
      this.totals.makeRoomFor(voices[member]!);
    }
    const { forest, parent } = plantForest(roll, arrows, (member) => voices[member] === ABSENT, hopBudget);
    this.forest = forest;
    for (let member = 0; member < roll.size; member++) if (parent[member] === NONE) this.addTree(member, 1);
  }

  /** Casts a ballot, or replaces it. */
  castBallot(member: number, bucket: number): void {
    if (bucket < 0 || this.voiceOf(member) < SILENT) throw outOfOrder(member, 'cannot cast this ballot');
    this.totals.makeRoomFor(bucket);
    this.say(member, bucket);
  }

  /** The member's delegation, if any, works again: a circle that the ballot cut closes again. */
  withdrawBallot(member: number): void {
    if (this.voiceOf(member) < 0) throw outOfOrder(member, 'has no ballot to withdraw');
    this.say(member, SILENT);
  }

  /** The one delegate that applies from now on, or NOBODY: set, replaced, revoked, expired, or another scope's come to the fore. */
  setDelegation(member: number, delegate: number): void {
    if (delegate !== NOBODY && !this.isOnRoll(delegate)) throw outOfOrder(delegate, 'is not on the roll');
    this.makeRoomFor(delegate);
    if (this.voiceOf(member) !== SILENT) {
      this.delegates[member] = delegate;
      return;
    }
    this.lift(member);
    this.delegates[member] = delegate;
    this.settle(member);
  }

  /** A show of hands counts the member: their delegation sleeps, and nobody's ends at them. */
  countByHand(member: number): void {
    if (this.voiceOf(member) !== SILENT) throw outOfOrder(member, 'cannot be counted by hand');
    this.say(member, COUNTED_BY_HAND);
  }

  /** Takes the member out of the electorate, with ballot and own delegation; what others delegate to them arrives nowhere. */
  strike(member: number): void {
    if (this.voiceOf(member) === ABSENT) throw outOfOrder(member, 'is not in the electorate');
    this.lift(member);
    this.delegates[member] = NOBODY;
    this.voices[member] = ABSENT;
    this.forest.change(member, (sums, at) => this.roll.add(sums, at, member, -1));
    this.settle(member);
  }

  /**
   * Takes into the electorate a member with a new index from `RollWeights.enrol`, or one who was absent. They are silent and have no delegate;
   * what others still delegate to them arrives from now on.
   */
  enrol(member: number): void {
    if (this.voiceOf(member) !== ABSENT) throw outOfOrder(member, 'is in the electorate');
    this.makeRoomFor(member);
    this.lift(member);
    this.voices[member] = SILENT;
    this.forest.change(member, (sums, at) => this.roll.add(sums, at, member, 1));
    this.settle(member);
  }

  /** What the member said last. Whoever came onto the roll since is ABSENT from this electorate until they are enrolled. */
  voiceOf(member: number): number {
    if (!this.isOnRoll(member)) throw outOfOrder(member, 'is not on the roll');
    return this.voices[member] ?? ABSENT;
  }

  /** Who casts the member's weight, themself included; undefined when nobody does. */
  voterOf(member: number): number | undefined {
    if (this.voiceOf(member) === ABSENT) return undefined;
    const root = this.forest.rootOf(member);
    return this.voices[root]! >= 0 ? root : undefined;
  }

  /** Undefined for whoever is not in the electorate. */
  fateOf(member: number): Fate | undefined {
    const voice = this.voiceOf(member);
    if (voice === ABSENT) return undefined;
    if (voice >= 0) return 'own-ballot';
    if (voice === COUNTED_BY_HAND) return 'hand-count';
    const root = this.forest.rootOf(member);
    if (this.voices[root]! >= 0) return 'carried';
    return this.hasArrow(root) ? 'cycle' : 'dead-end';
  }

  /** What a voter carries for others, of each class by index. */
  carriedBy(voter: number): readonly Amount[] {
    if (this.voiceOf(voter) < 0) throw outOfOrder(voter, 'has no ballot');
    const { lanes } = this.roll;
    const at = this.forest.treeSums(voter);
    const carried = this.forest.sums.slice(at, at + lanes);
    this.roll.add(carried, 0, voter, -1);
    return Array.from({ length: this.roll.classes }, (_, cls) => this.roll.amount(carried, 0, cls));
  }

  /** Who casts each member's weight, or -1 where nobody does: a linear pass, for lists. See `followDelegates`. */
  voters(into?: Int32Array): Int32Array {
    return followDelegates(this.delegates, this.voices, into);
  }

  /** The totals, as `deliver` gives them. */
  delivery(): Delivery {
    return this.totals.delivery();
  }

  private say(member: number, voice: number): void {
    this.lift(member);
    this.voices[member] = voice;
    this.settle(member);
  }

  /** Takes the member, with everyone whose weight they are sent, out of the tree they are in and out of the totals. */
  private lift(member: number): void {
    const { forest } = this;
    if (!this.hasArrow(member)) return this.addTree(member, -1);
    const root = forest.rootOf(member);
    if (root === member) return this.addTree(member, -1);
    forest.cut(member);
    this.totals.addSums(this.arrivesAt(root), forest.sums, forest.treeSums(member), -1);
    if (!this.hasArrow(root) || forest.rootOf(this.delegates[root]!) !== member) return;
    this.addTree(root, -1);
    forest.link(root, this.delegates[root]!);
  }

  /** The reverse of `lift`: puts the member's tree where it now belongs. An arrow that would close a circle is left out. */
  private settle(member: number): void {
    const { forest } = this;
    const root = this.hasArrow(member) ? forest.rootOf(this.delegates[member]!) : member;
    if (root === member) return this.addTree(member, 1);
    this.totals.addSums(this.arrivesAt(root), forest.sums, forest.treeSums(member), 1);
    forest.link(member, this.delegates[member]!);
  }

  /** Adds to the totals, or takes off, a root's tree: the root's own weight apart from what arrives there. */
  private addTree(root: number, sign: 1 | -1): void {
    const place = this.arrivesAt(root);
    this.totals.addSums(place, this.forest.sums, this.forest.treeSums(root), sign);
    const voice = this.voices[root]!;
    if (voice < 0 && voice !== COUNTED_BY_HAND) return;
    this.totals.addOwn(place, root, sign === 1 ? -1 : 1);
    this.totals.addOwn(voice >= 0 ? ownPlace(voice) : BY_HAND, root, sign);
  }

  /** The place of what is sent to a root by others. */
  private arrivesAt(root: number): number {
    const voice = this.voices[root]!;
    if (voice >= 0) return carriedPlace(voice);
    return this.hasArrow(root) ? CYCLE : DEAD_END;
  }

  /** Whether the member's delegation works now. That of a root does only in a circle. */
  private hasArrow(member: number): boolean {
    return this.voices[member] === SILENT && this.delegates[member] !== NOBODY;
  }

  private isOnRoll(member: number): boolean {
    return member >= 0 && member < this.roll.size;
  }

  private makeRoomFor(member: number): void {
    if (member < this.voices.length) return;
    const size = Math.max(member + 1, this.voices.length * 2);
    const [delegates, voices] = [this.delegates, this.voices];
    this.delegates = new Int32Array(size).fill(NOBODY);
    this.delegates.set(delegates);
    this.voices = new Int32Array(size).fill(ABSENT);
    this.voices.set(voices);
    this.forest.grow(size);
  }
}

/** Written only when it is thrown: the text would cost more than the event. */
function outOfOrder(member: number, what: string): Fault {
  return new Fault(`member ${member} ${what}`);
}
