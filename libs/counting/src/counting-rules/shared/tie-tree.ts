import { Fault } from '../../fault';
import type { Alternative, RuleResult } from '../counting-rule';
import { type Alike, inEachPlace } from './alike';

/** Most ways of settling ties that are tried; beyond it the count says that it has not tried all. */
const MOST_WAYS = 500;
/** Most ballots and pairs of options, over all ways, that are gone through again for the sake of ties. */
const MOST_STEPS = 2_000_000;

/** What a count asks about ties while it runs. */
export interface Ties {
  /** Picks one of several tied options, given by index in the election's order. */
  settle(tied: readonly number[]): number;
  /**
   * Whether another way has come through here before. `state` names everything that the rest of the count depends on; when it is known, the
   * count gives up this way, since it can end only as the other does.
   */
  isKnown(state: string): boolean;
}

/** One way a count with ties inside can go. */
export interface Way<Result> extends Alternative {
  readonly result: Result;
}

export interface Ways<Result> {
  /** The way in which every tie falls to the option listed first. */
  readonly first: Way<Result>;
  /** Whether no tie came up at all. */
  readonly untied: boolean;
  /** What a rule's result says of its winners. */
  readonly elected: Elected;
  /** Goes into the workings; empty where no tie decides anything. */
  readonly notes: { readonly tiesLeftOpen?: true; readonly notAllWaysTried?: true };
}

/** Winners in every way their ties can fall. */
export type Elected = Required<Pick<RuleResult, 'winners' | 'tied' | 'alternatives'>>;

/**
 * Keeps ties that arise inside a count: runs it once for each way its ties can fall. The count asks which of the tied options to go on with,
 * and gives up (undefined) where a way joins another. Of options that are `alike` only the first is tried, since the others would fare as it does;
 * each of them can then have its place among the winners.
 */
export function everyWay<Result>(
  options: readonly string[],
  ballots: number,
  run: (ties: Ties) => Way<Result> | undefined,
  alike?: Alike,
): Ways<Result> {
  const most = Math.max(2, Math.min(MOST_WAYS, Math.floor(MOST_STEPS / (ballots + options.length ** 2))));
  const tree = new TieTree(alike);
  const ways: Way<Result>[] = [];
  let tried = 0;
  do {
    const way = run(tree);
    if (way) ways.push(way);
    tried++;
  } while (tree.turnToNextWay() && tried < most);
  const alternatives = inEachPlace(options, ways, alike, MOST_WAYS);
  const elected = electedIn(options, alternatives.shown);
  const all = tree.isExhausted && alternatives.all;
  const notes = {
    ...(elected.tied && { tiesLeftOpen: true as const }),
    ...(!all && { notAllWaysTried: true as const }),
  };
  return { first: ways[0]!, untied: tried === 1, elected: { ...elected, tied: elected.tied || !all }, notes };
}

/** Several possible sets of winners: whoever is in any of them, in the order of `options`, and whether that leaves anything open. */
export function electedIn(options: readonly string[], ways: readonly Alternative[]): Elected {
  const inOrder = (some: readonly string[]) => options.filter((option) => some.includes(option));
  const sets = ways.map(({ winners, open }): Alternative => ({
    winners: inOrder(winners),
    ...(open && { open: { among: inOrder(open.among), seats: open.seats } }),
  }));
  const alternatives = [...new Map(sets.map((set) => [JSON.stringify(set), set])).values()];
  const possible = new Set(alternatives.flatMap(({ winners, open }) => [...winners, ...(open?.among ?? [])]));
  const tied = alternatives.length > 1 || alternatives.some(({ open }) => open !== undefined);
  return { winners: options.filter((option) => possible.has(option)), tied, alternatives };
}

/** The decisions that lead down one way, and the states that earlier ways came through. */
class TieTree implements Ties {
  private decisions: { choice: number; readonly of: number }[] = [];
  private made = 0;
  /** How many decisions of this way repeat those of the way before. */
  private repeated = 0;
  private readonly known = new Set<string>();

  constructor(private readonly alike: Alike | undefined) {}

  settle(tied: readonly number[]): number {
    if (tied.length === 0) throw new Fault('a tie among nobody');
    const different = this.alike ? firstsOf(tied, this.alike) : tied;
    if (different.length === 1) return different[0]!;
    this.decisions[this.made] ??= { choice: 0, of: different.length };
    return different[this.decisions[this.made++]!.choice]!;
  }

  isKnown(state: string): boolean {
    if (this.made < this.repeated) return false;
    if (this.known.has(state)) return true;
    this.known.add(state);
    return false;
  }

  /** Changes the last decision that can still fall otherwise; false when there is none. */
  turnToNextWay(): boolean {
    this.decisions = this.decisions.slice(0, this.made);
    while (this.decisions.length > 0 && this.decisions.at(-1)!.choice + 1 === this.decisions.at(-1)!.of)
      this.decisions.pop();
    if (this.decisions.length > 0) this.decisions.at(-1)!.choice++;
    this.made = 0;
    this.repeated = this.decisions.length;
    return !this.isExhausted;
  }

  get isExhausted(): boolean {
    return this.decisions.length === 0;
  }
}

/** The first of every group of alike options. */
function firstsOf(tied: readonly number[], alike: Alike): readonly number[] {
  const seen = new Set<number>();
  return tied.filter((option) => seen.size < seen.add(alike[option]!).size);
}
