import { ABSTAIN, countingRule } from './counting-rules';
import { parseChoice } from './counting-rules';
import type { WeightedChoice } from './counting-rules/counting-rule';
import { type Amount, NOTHING, sumOf } from './delegations/damped-sum';
import { type Delivery, deliver } from './delegations/deliver';
import type { Part, Resolution } from './delegations/resolve-delegations';
import type { Channel, Election, Json, Member } from './election';
import { Fraction } from './exact/fraction';
import { Fault, assert } from './fault';
import { NO_CLASS, RollPass, type RollSums } from './roll-sums';

export const CHANNELS: readonly Channel[] = ['in-person', 'online'];

export type Source = 'own' | 'carried' | 'hand-count' | 'profile';

/** Everything cast alike: one choice, one class of the people it stands for, one channel, one source. */
export interface Cell extends Amount {
  /** Index into `Cast.choices`. */
  readonly choice: number;
  readonly class: string;
  readonly channel: Channel;
  readonly source: Source;
  /** Own ballots and hands of the commission, where one weighs. */
  readonly commission?: true;
}

/** What was cast, added up as far as nothing is lost that a rule, a weighing or a condition may ask for. */
export interface Cast {
  /** Distinct choices as the rule reads them; "abstain" for abstentions. */
  readonly choices: readonly unknown[];
  readonly cells: readonly Cell[];
  readonly delivery: Delivery;
  /** The roll that `delivery` is about. */
  readonly roll: RollSums;
  /** Of the counted sets: those whose hand was not recorded for anything. */
  readonly handsNotRaised: Amount;
}

/** Joins resolved delegations with the ballots, hand counts and anonymous ballots of one part of the electorate. */
export function gather(election: Election, resolution: Resolution, part: Part): Cast {
  const choices = new DistinctChoices(election);
  const bucketOf = new Int32Array(resolution.roll.length).fill(-1);
  for (const { voter, choice, channel } of election.ballots) {
    const index = resolution.indexOf.get(voter);
    if (index !== undefined) bucketOf[index] = bucketFor(choices.indexOf(choice), channel);
  }
  const plainBuckets = choices.parsed.length * CHANNELS.length;
  const commission = new Set(election.weighing.commission?.members);
  for (const id of commission) {
    const index = resolution.indexOf.get(id);
    if (index !== undefined && bucketOf[index] !== -1) bucketOf[index]! += plainBuckets;
  }
  const classes = [...new Set(resolution.roll.map((member) => member.class ?? NO_CLASS))].sort();
  const classIndex = new Map(classes.map((name, index) => [name, index]));
  const classOf = Int32Array.from(resolution.roll, (member) => classIndex.get(member.class ?? NO_CLASS)!);
  const delivery = deliver(resolution, election.delegationLimits, { bucketOf, classOf, classes: classes.length });
  const delivered = deliveredCells(delivery, classes, plainBuckets);
  const byHand = part === 'members' ? handCountCells(election, resolution, choices, commission) : [];
  const cells = delivered.concat(byHand, part === 'members' ? profileCells(election, choices) : []);
  const raised = sumOf(byHand);
  const counted = delivery.byHand;
  const notRaised = { weight: counted.weight.minus(raised.weight), heads: counted.heads.minus(raised.heads) };
  assert(election.members.length === 0 || !notRaised.heads.isNegative(), 'more hands were raised than were counted');
  return {
    choices: choices.parsed,
    cells,
    delivery,
    roll: new RollPass(resolution, (voter) => (bucketOf[voter] === -1 ? undefined : channelIn(bucketOf[voter]!))),
    handsNotRaised: election.members.length > 0 ? notRaised : NOTHING,
  };
}

/** Ballots of one choice and channel are one bucket. */
export function bucketFor(choice: number, channel: Channel): number {
  return choice * CHANNELS.length + CHANNELS.indexOf(channel);
}

/** The choice of a bucket, as an index into `Cast.choices`. */
export function choiceIn(bucket: number): number {
  return Math.floor(bucket / CHANNELS.length);
}

function channelIn(bucket: number): Channel {
  return CHANNELS[bucket % CHANNELS.length]!;
}

/** What arrived, as cells. `classes`: the name of each class by index. Buckets from `plainBuckets` on are the same again, of the commission. */
export function deliveredCells(
  { delivered }: Delivery,
  classes: readonly string[],
  plainBuckets = Infinity,
): readonly Cell[] {
  return delivered.map(({ bucket, class: cls, carried, weight, heads }) => {
    const ofCommission = bucket >= plainBuckets;
    const plain = ofCommission ? bucket - plainBuckets : bucket;
    return {
      choice: choiceIn(plain),
      class: classes[cls]!,
      channel: channelIn(plain),
      source: carried ? 'carried' : 'own',
      ...(ofCommission && !carried && { commission: true }),
      weight,
      heads,
    };
  });
}

/**
 * Hands are not told apart: they are of a class, or of the commission, only where the whole counted set is, and each weighs an equal part
 * of what the set weighs. Faults where somebody counted is not on the roll: a set that lost somebody must not reach the count, since nobody
 * can say which hand was theirs.
 */
function handCountCells(
  election: Election,
  resolution: Resolution,
  choices: DistinctChoices,
  commission: ReadonlySet<string>,
): readonly Cell[] {
  const handChoices = countingRule(election.rule).handChoices?.(election);
  return election.handCounts.flatMap(({ counted = [], totals }) => {
    const people = counted.flatMap((id) => resolution.roll[resolution.indexOf.get(id) ?? -1] ?? []);
    assert(
      election.members.length === 0 || people.length === counted.length,
      'somebody counted by hand is not on the roll',
    );
    const handWeight = partOf(people);
    const classes = new Set(people.map((member) => member.class ?? NO_CLASS));
    const ofCommission = people.length > 0 && people.every(({ id }) => commission.has(id));
    return Object.entries(totals).map(([entry, hands]): Cell => {
      const heads = Fraction.of(hands);
      return {
        choice: choices.indexOf(entry === ABSTAIN ? ABSTAIN : (handChoices?.get(entry) ?? null)),
        class: classes.size === 1 ? [...classes][0]! : NO_CLASS,
        channel: 'in-person',
        source: 'hand-count',
        ...(ofCommission && { commission: true }),
        weight: handWeight.times(heads),
        heads,
      };
    });
  });
}

/** What one hand of these people weighs; people who are on no roll weigh 1 each. */
function partOf(people: readonly Member[]): Fraction {
  if (people.length === 0) return Fraction.ONE;
  return Fraction.sum(people.map(({ weight }) => weight)).over(Fraction.of(people.length));
}

function profileCells(election: Election, choices: DistinctChoices): readonly Cell[] {
  return election.profile.map(({ count, choice, class: cls, channel }) => ({
    choice: typeof choice === 'string' ? choices.indexOf(choice) : choices.add(choice),
    class: cls ?? NO_CLASS,
    channel,
    source: 'profile',
    weight: count,
    heads: count,
  }));
}

/** Reads each distinct raw choice once; an anonymous ballot comes with its number and is not looked up. */
class DistinctChoices {
  readonly parsed: unknown[] = [];
  private readonly known = new Map<string, number>();

  constructor(private readonly election: Election) {}

  indexOf(raw: Json): number {
    const key = choiceKey(raw);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    this.known.set(key, this.parsed.length);
    return this.add(raw);
  }

  add(raw: Json): number {
    return this.parsed.push(readChoice(this.election, raw)) - 1;
  }
}

/** Raw choices that are the same text are the same choice. */
export function choiceKey(raw: Json): string {
  return typeof raw === 'string' ? `"${raw}` : JSON.stringify(raw);
}

/** The choice as the election's rule reads it. Faults on one that should have been refused before it was cast. */
export function readChoice(election: Election, raw: Json): unknown {
  const read = parseChoice(election.rule, election, raw);
  if (!('choice' in read)) throw new Fault(`an invalid choice reached the count: ${read.path} ${read.reason}`);
  return read.choice;
}

/** The ballots as a counting rule takes them, and the weight that abstained. */
export function weightedChoices(
  choices: readonly unknown[],
  cells: readonly Cell[],
): { readonly ballots: readonly WeightedChoice<unknown>[]; readonly abstained: Fraction } {
  const weights: Fraction[][] = choices.map(() => []);
  for (const { choice, weight } of cells) weights[choice]!.push(weight);
  const cast = choices.map((choice, index) => ({ choice, weight: Fraction.sum(weights[index]!) }));
  const abstained = cast.find(({ choice }) => choice === ABSTAIN)?.weight ?? Fraction.ZERO;
  return { ballots: cast.filter(({ choice, weight }) => choice !== ABSTAIN && !weight.isZero()), abstained };
}
