import { Dice } from '../../../../api/src/demo/dice';
import type { Item } from './agenda';
import type { Crowd, Person } from './gathering';
import type { Vote } from './phones';

const SEED = 2048;
/** Of a hundred online, how many vote on an item. */
const ONLINE_VOTERS = 35;
/** Of a hundred people, how many vote at home before the meeting. */
const EARLY = 4;

export interface Turnout {
  readonly online: readonly Vote[];
  readonly hallByPhone: readonly Vote[];
  readonly hallByName: readonly Vote[];
}

/** Who does what: the same at every performance. */
export class Turns {
  private readonly dice = new Dice(SEED);
  /** In the hall, and trusted by people who are not. */
  readonly carriers: readonly Person[];
  /** Come while hands are being counted. */
  readonly late: readonly Person[];
  /** In the hall all the time, carry nobody, and never use a phone. */
  readonly quietHand: Person;

  constructor(
    private readonly crowd: Crowd,
    private readonly mostOnline = Number.POSITIVE_INFINITY,
  ) {
    const { hall } = crowd;
    const [carriers, late] = [Math.max(2, Math.floor(hall.length / 25)), Math.max(2, Math.floor(hall.length / 40))];
    this.carriers = hall.slice(0, carriers);
    this.late = hall.slice(-late);
    this.quietHand = hall.at(-late - 1)!;
  }

  get onTime(): readonly Person[] {
    return this.crowd.hall.filter((person) => !this.late.includes(person));
  }

  /** Each names one delegate: half of them somebody in the hall, others somebody online; three go in a circle. */
  trust(): readonly (readonly [Person, Person])[] {
    const { hall, online } = this.crowd;
    const trusting = [...online.slice(Math.floor(online.length / 2)), ...hall.slice(this.carriers.length, -40)];
    const given = trusting.flatMap((from): (readonly [Person, Person])[] => {
      if (from === this.quietHand || !this.dice.luck(5, 9)) return [];
      const to = this.dice.luck(1, 2) ? this.dice.pick(this.carriers) : this.dice.pick(online);
      return to === from || to === this.quietHand ? [] : [[from, to]];
    });
    const circle = online.slice(0, 3);
    return [...given, ...circle.map((from, index) => [from, circle[(index + 1) % 3]!] as const)];
  }

  /** People who vote at home before the meeting, some of whom come to the hall later. */
  earlyBirds(item: Item): readonly Vote[] {
    return this.some([...this.crowd.hall, ...this.crowd.online.slice(3)], EARLY, item).slice(0, this.mostOnline);
  }

  on(item: Item): Turnout {
    const { hall, online } = this.crowd;
    const voters = this.some(online.slice(3), ONLINE_VOTERS, item).slice(0, this.mostOnline);
    const others = hall.slice(this.carriers.length);
    const share = { phones: 85, hands: 10, names: 20 }[item.way];
    const byPhone = [...this.some(this.carriers, 90, item), ...this.some(others, share, item)];
    const phones = new Set(byPhone.map(({ person }) => person));
    const silent = this.onTime.filter((person) => !phones.has(person) && person !== this.quietHand);
    const byName = item.way === 'names' ? this.some(silent, 30, item) : [];
    return { online: this.mixed(voters), hallByPhone: this.mixed(byPhone), hallByName: byName };
  }

  vote(person: Person, { yes }: Item): Vote {
    const choice = this.dice.luck(1, 20) ? 'abstain' : this.dice.luck(yes, 100) ? 'yes' : 'no';
    return { person, choice };
  }

  pick(count: number, from: readonly Person[]): readonly Person[] {
    return this.mixed(from).slice(0, count);
  }

  private some(people: readonly Person[], ofHundred: number, item: Item): readonly Vote[] {
    return people
      .filter((person) => person !== this.quietHand && this.dice.luck(ofHundred, 100))
      .map((person) => this.vote(person, item));
  }

  private mixed<T>(list: readonly T[]): readonly T[] {
    const mixed = [...list];
    for (let last = mixed.length - 1; last > 0; last--) {
      const other = this.dice.below(last + 1);
      [mixed[last], mixed[other]] = [mixed[other]!, mixed[last]!];
    }
    return mixed;
  }
}
