import { Fault } from '../../fault';
import type { RuleResult } from '../counting-rule';

/** Most ways of settling ties that are tried; beyond it the count says that it has not tried all. */
const MOST_WAYS = 500;
/** Most ballots, over all ways, that are counted again for the sake of ties. */
const MOST_BALLOTS = 2_000_000;

/** Picks one of several tied items, given in the election's order of options. */
export type Settle = <Item>(tied: readonly Item[]) => Item;

/** One way a count with ties inside can go. */
export interface Way<Result> {
  readonly result: Result;
  readonly winners: readonly string[];
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
 * Keeps ties that arise inside a count: runs it once for each way its ties can fall. The count calls `settle` with the tied options, in
 * the election's order, and goes on with the one it is given.
 */
export function everyWay<Result>(
  options: readonly string[],
  ballots: number,
  run: (settle: Settle) => Way<Result>,
): Ways<Result> {
  const most = Math.max(2, Math.min(MOST_WAYS, Math.floor(MOST_BALLOTS / Math.max(ballots, 1))));
  const ways: Way<Result>[] = [];
  let decisions: { choice: number; of: number }[] = [];
  do {
    let made = 0;
    ways.push(
      run((tied) => {
        if (tied.length === 0) throw new Fault('a tie among nobody');
        if (tied.length === 1) return tied[0]!;
        decisions[made] ??= { choice: 0, of: tied.length };
        return tied[decisions[made++]!.choice]!;
      }),
    );
    decisions = decisions.slice(0, made);
    while (decisions.length > 0 && decisions.at(-1)!.choice + 1 === decisions.at(-1)!.of) decisions.pop();
    if (decisions.length > 0) decisions.at(-1)!.choice++;
  } while (decisions.length > 0 && ways.length < most);
  const elected = electedIn(
    options,
    ways.map(({ winners }) => winners),
  );
  const all = decisions.length === 0;
  const notes = {
    ...(elected.tied && { tiesLeftOpen: true as const }),
    ...(!all && { notAllWaysTried: true as const }),
  };
  return { first: ways[0]!, untied: ways.length === 1, elected: { ...elected, tied: elected.tied || !all }, notes };
}

/** Several possible sets of winners: whoever is in any of them, in the order of `options`, and whether they differ. */
export function electedIn(options: readonly string[], sets: readonly (readonly string[])[]): Elected {
  const inOrder = sets.map((winners) => options.filter((option) => winners.includes(option)));
  const alternatives = [...new Map(inOrder.map((winners) => [JSON.stringify(winners), winners])).values()];
  const winners = options.filter((option) => alternatives.some((set) => set.includes(option)));
  return { winners, tied: alternatives.length > 1, alternatives };
}
