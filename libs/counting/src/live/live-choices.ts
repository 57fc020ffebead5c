import { bucketFor, choiceIn, choiceKey, readChoice } from '../cells';
import type { Channel, Election, Json } from '../election';
import { Fault } from '../fault';

/**
 * The distinct choices of the ballots that stand now, each read once as the rule reads it. A choice that nobody makes any more gives its
 * place to the next new one, so that ballots changed back and forth take no room; until then it keeps it, so that no choice ever has two.
 */
export class LiveChoices {
  /** As in `Cast.choices`. No ballot points at a free place. */
  readonly parsed: unknown[] = [];
  private readonly keys: string[] = [];
  private readonly ballots: number[] = [];
  private readonly free = new Set<number>();
  private readonly known = new Map<string, number>();

  constructor(private readonly election: Election) {}

  /** One more ballot; gives its bucket. */
  enter(raw: Json, channel: Channel): number {
    const key = choiceKey(raw);
    const choice = this.known.get(key) ?? this.add(key, raw);
    this.free.delete(choice);
    this.ballots[choice]!++;
    return bucketFor(choice, channel);
  }

  /** One ballot less. */
  leave(bucket: number): void {
    const choice = choiceIn(bucket);
    const left = (this.ballots[choice] ?? 0) - 1;
    if (left < 0) throw new Fault(`no ballot of choice ${choice} stands`);
    this.ballots[choice] = left;
    if (left === 0) this.free.add(choice);
  }

  private add(key: string, raw: Json): number {
    const parsed = readChoice(this.election, raw);
    const [choice = this.parsed.length] = this.free;
    if (choice < this.parsed.length) this.known.delete(this.keys[choice]!);
    this.parsed[choice] = parsed;
    this.keys[choice] = key;
    this.ballots[choice] = 0;
    this.known.set(key, choice);
    return choice;
  }
}
