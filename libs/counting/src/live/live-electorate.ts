import { type Cast, deliveredCells } from '../cells';
import { type Amount, NOTHING, sumOf } from '../delegations/damped-sum';
import type { Ballot, Channel, Election, Json } from '../election';
import { Fault } from '../fault';
import { getOrAdd } from '../get-or-add';
import type { Elector, ElectorIndex } from './elector-index';
import { LiveChoices } from './live-choices';
import { LiveCount } from './live-count';
import { LiveRollSums } from './live-roll-sums';
import { ABSENT, NOBODY, SILENT } from './voices';

/** Any bucket will do for a ballot that is taken back before anybody reads a total. */
const SUPPOSED = 0;

/** An elector, and what they have said so far. */
export interface LiveElector extends Elector {
  /** The one delegate of the narrowest scope. */
  readonly delegate?: string;
  readonly ballot?: Pick<Ballot, 'choice' | 'channel'>;
}

/**
 * One part of an election's electorate, kept current by member id: a `LiveCount` with what its numbers stand for. `cast` is at every moment
 * what `gather` makes of the same part, none of whom is present and none counted by hand, in time that grows with the distinct choices and
 * not with the members. A delegate who is not in this part delivers nothing, and carries from the moment they are taken in.
 */
export class LiveElectorate {
  private readonly choices: LiveChoices;
  private readonly count: LiveCount;
  private readonly sums: Float64Array;
  private readonly awaitedBy = new Map<string, Set<number>>();
  private readonly awaits = new Map<number, string>();
  private inPart = 0;
  private voting = 0;

  constructor(
    election: Election,
    private readonly index: ElectorIndex,
    electors: Iterable<LiveElector>,
  ) {
    const { weights } = index;
    this.choices = new LiveChoices(election);
    this.sums = new Float64Array(weights.lanes);
    const voices = new Int32Array(weights.size).fill(ABSENT);
    const delegates = new Int32Array(weights.size).fill(NOBODY);
    for (const { id, delegate, ballot } of electors) {
      const member = this.find(id);
      voices[member] = ballot === undefined ? SILENT : this.choices.enter(ballot.choice, ballot.channel);
      delegates[member] = this.delegateOrAwait(member, delegate);
      if (ballot !== undefined) this.voting++;
      this.add(member, 1);
    }
    this.count = new LiveCount({ roll: weights, delegates, voices });
  }

  /** Members of this part. Unit: heads. */
  get electors(): number {
    return this.inPart;
  }

  /** Those who cast a ballot of their own. Unit: heads. */
  get voters(): number {
    return this.voting;
  }

  /** Casts a ballot, or replaces it. */
  castBallot(id: string, choice: Json, channel: Channel): void {
    const member = this.find(id);
    const before = this.count.voiceOf(member);
    this.count.castBallot(member, this.choices.enter(choice, channel));
    if (before >= 0) this.choices.leave(before);
    else this.voting++;
  }

  /** Withdraws a ballot; nothing where there is none. */
  withdrawBallot(id: string): void {
    const member = this.find(id);
    const before = this.count.voiceOf(member);
    if (before < 0) return;
    this.count.withdrawBallot(member);
    this.choices.leave(before);
    this.voting--;
  }

  /** The one delegate that applies from now on; undefined for nobody. */
  setDelegation(id: string, delegate: string | undefined): void {
    const member = this.find(id);
    this.awaitNobody(member);
    this.count.setDelegation(member, this.delegateOrAwait(member, delegate));
  }

  /** Takes a member out, with ballot and delegations in and out. */
  strike(id: string): void {
    this.withdrawBallot(id);
    const member = this.find(id);
    this.awaitNobody(member);
    this.count.strike(member);
    this.add(member, -1);
  }

  /** Takes in a member who has said nothing yet. False where this electorate has no place for them: then begin a new one. */
  enrol(elector: Elector): boolean {
    const member = this.index.add(elector);
    if (member === undefined) return false;
    this.count.enrol(member);
    this.add(member, 1);
    for (const delegator of this.awaitedBy.get(elector.id) ?? []) {
      this.awaits.delete(delegator);
      this.count.setDelegation(delegator, member);
    }
    this.awaitedBy.delete(elector.id);
    return true;
  }

  /**
   * What a member carries for others, near and far; before they vote, what they would carry if they did: the ballot is supposed and taken
   * back, and changes nothing.
   */
  carriedBy(id: string): Amount {
    const member = this.find(id);
    if (this.count.voiceOf(member) >= 0) return sumOf(this.count.carriedBy(member));
    this.count.castBallot(member, SUPPOSED);
    const carried = sumOf(this.count.carriedBy(member));
    this.count.withdrawBallot(member);
    return carried;
  }

  /** What was cast, as a tally is taken from it. Good until the next change. */
  cast(): Cast {
    const delivery = this.count.delivery();
    const cells = deliveredCells(delivery, this.index.classes);
    const roll = new LiveRollSums(this.index, this.sums, cells, delivery);
    return { choices: this.choices.parsed, cells, delivery, roll, handsNotRaised: NOTHING };
  }

  private find(id: string): number {
    const member = this.index.of(id);
    if (member === undefined) throw new Fault(`${id} is not among these electors`);
    return member;
  }

  private add(member: number, sign: 1 | -1): void {
    this.index.weights.add(this.sums, 0, member, sign);
    this.inPart += sign;
  }

  private delegateOrAwait(member: number, delegate: string | undefined): number {
    if (delegate === undefined) return NOBODY;
    const known = this.index.of(delegate);
    if (known !== undefined) return known;
    getOrAdd(this.awaitedBy, delegate, () => new Set<number>()).add(member);
    this.awaits.set(member, delegate);
    return NOBODY;
  }

  private awaitNobody(member: number): void {
    const delegate = this.awaits.get(member);
    if (delegate === undefined) return;
    this.awaits.delete(member);
    this.awaitedBy.get(delegate)?.delete(member);
  }
}
