import { Fault } from '../../fault';

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
  /** Whoever wins in some way, in the order of `options`. */
  readonly winners: readonly string[];
  /** Whoever wins in every way. */
  readonly certain: readonly string[];
  readonly tied: boolean;
  /** False when there were more ways than are tried; then others might win too. */
  readonly all: boolean;
}

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
  const winsIn = (option: string) => ways.filter(({ winners }) => winners.includes(option)).length;
  const winners = options.filter((option) => winsIn(option) > 0);
  const certain = winners.filter((option) => winsIn(option) === ways.length);
  const all = decisions.length === 0;
  return { first: ways[0]!, winners, certain, tied: winners.length > certain.length || !all, all };
}

/** The result's part about ties, empty when nothing depends on one. */
export function tieWorkings({ tied, all }: Ways<unknown>): {
  readonly tiesLeftOpen?: true;
  readonly notAllWaysTried?: true;
} {
  return { ...(tied && { tiesLeftOpen: true as const }), ...(!all && { notAllWaysTried: true as const }) };
}
