import { getOrAdd } from '../../get-or-add';
import type { Alternative, WeightedChoice } from '../counting-rule';
import type { Approvals } from './approvals';
import { committees } from './committees';

/** For each option a number that only options share which no ballot, and no cost, tells apart. */
export type Alike = readonly number[];

/** Which options have the same key. */
export function alikeBy(options: readonly string[], key: (option: string) => string): Alike {
  const firsts = new Map<string, number>();
  return options.map((option, index) => getOrAdd(firsts, key(option), () => index));
}

/** Which options are approved on exactly the same ballots, and have the same of `also` (such as their cost) where that is given. */
export function alikeApprovals(
  options: readonly string[],
  ballots: readonly WeightedChoice<Approvals>[],
  also: (option: string) => string = () => '',
): Alike {
  const alike = [...alikeBy(options, also)];
  let next = options.length;
  for (const { choice } of ballots) {
    const split = new Map<number, number>();
    for (const option of choice) {
      const group = alike[option]!;
      if (!split.has(group)) split.set(group, next++);
      alike[option] = split.get(group)!;
    }
  }
  return alike;
}

/**
 * The ways with every choice among alike options that they leave: where two of three alike options win, any two of the three. At most `most`; `all`
 * says whether these are all.
 */
export function inEachPlace(
  options: readonly string[],
  ways: readonly Alternative[],
  alike: Alike | undefined,
  most: number,
): { readonly shown: readonly Alternative[]; readonly all: boolean } {
  if (!alike) return { shown: ways, all: true };
  const groups = groupsOf(options, alike);
  const shown: Alternative[] = [];
  for (const way of ways) {
    for (const winners of exchanged(way.winners, groups)) {
      if (shown.length === most) return { shown, all: false };
      shown.push({ ...way, winners });
    }
  }
  return { shown, all: true };
}

/** The options that are alike to others, group by group. */
function groupsOf(options: readonly string[], alike: Alike): readonly (readonly string[])[] {
  const groups = new Map<number, string[]>();
  options.forEach((option, index) => getOrAdd(groups, alike[index]!, () => []).push(option));
  return [...groups.values()].filter((members) => members.length > 1);
}

function* exchanged(winners: readonly string[], groups: readonly (readonly string[])[]): Generator<readonly string[]> {
  const won = new Set(winners);
  const split = groups
    .map((members) => ({ members, places: members.filter((option) => won.has(option)).length }))
    .filter(({ members, places }) => places > 0 && places < members.length);
  const exchangeable = new Set(split.flatMap(({ members }) => members));
  let sets: Iterable<readonly string[]> = [winners.filter((option) => !exchangeable.has(option))];
  for (const { members, places } of split) sets = joined(sets, members, places);
  yield* sets;
}

function* joined(
  sets: Iterable<readonly string[]>,
  members: readonly string[],
  places: number,
): Generator<readonly string[]> {
  for (const set of sets)
    for (const some of committees(members.length, places)) yield [...set, ...some.map((member) => members[member]!)];
}
