import { getOrAdd } from '../../get-or-add';
import type { Alternative, WeightedChoice } from '../counting-rule';
import type { Approvals } from './approvals';
import { committees, committeesUpTo } from './committees';

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
 * The ways with every choice among alike options that they leave: where two of three alike options win, any two of the three. Too many for `most` are
 * left open where one group is split, and else cut short, which `all` then says.
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
    for (const exchanged of exchanges(way, groups, most)) {
      if (shown.length === most) return { shown, all: false };
      shown.push(exchanged);
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

function* exchanges(
  { winners }: Alternative,
  groups: readonly (readonly string[])[],
  most: number,
): Generator<Alternative> {
  const won = new Set(winners);
  const split = groups
    .map((members) => ({ members, places: members.filter((option) => won.has(option)).length }))
    .filter(({ members, places }) => places > 0 && places < members.length);
  const exchangeable = new Set(split.flatMap(({ members }) => members));
  const certain = winners.filter((option) => !exchangeable.has(option));
  const [first, ...others] = split;
  if (first && others.length === 0 && committeesUpTo(most, first.members.length, first.places) === Infinity) {
    yield { winners: certain, open: { among: first.members, seats: first.places } };
    return;
  }
  let sets: Iterable<readonly string[]> = [certain];
  for (const { members, places } of split) sets = joined(sets, members, places);
  for (const set of sets) yield { winners: set };
}

function* joined(
  sets: Iterable<readonly string[]>,
  members: readonly string[],
  places: number,
): Generator<readonly string[]> {
  for (const set of sets)
    for (const some of committees(members.length, places)) yield [...set, ...some.map((member) => members[member]!)];
}
