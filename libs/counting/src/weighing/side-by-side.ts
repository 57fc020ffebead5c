import type { Cell } from '../cells';
import { countingRule } from '../counting-rules';
import { sumOf } from '../delegations/damped-sum';
import type { BlocKind, CommissionWeight, Election, ExactText } from '../election';
import type { Fraction } from '../exact/fraction';
import type { Counted } from '../group-tally';
import { keyed } from '../keyed';
import type { Weighed } from './weigh';

/** One figure in own weight, and what it counts for once weighed. */
export interface RawAndWeighted {
  readonly raw: ExactText;
  readonly weighted: ExactText;
}

export type OptionsSideBySide = { readonly [option: string]: RawAndWeighted };

/** The valid ballots of one class, channel, bloc or commission, and its scores where the rule's scores add up. */
export interface GroupSideBySide extends RawAndWeighted {
  readonly scores?: OptionsSideBySide;
}

/** Raw and weighted totals of one count, wherever a weighing may make them differ. */
export interface SideBySide {
  readonly scores: OptionsSideBySide;
  readonly valid: RawAndWeighted;
  readonly byClass: { readonly [cls: string]: GroupSideBySide };
  readonly byChannel: { readonly [channel: string]: GroupSideBySide };
  readonly byBloc: { readonly [bloc: string]: GroupSideBySide };
  /** Own ballots and hands of the commission. `capped`: whether its cap made it weigh less. */
  readonly commission?: GroupSideBySide & CommissionWeight & { readonly capped: boolean };
}

/** What the figures are taken from: `groups` are the classes and channels to tell, in their order. */
export interface Sides extends Counted {
  readonly weighed: Weighed;
  /** The weighted scores of all, a tie among them settled. */
  readonly scores: ReadonlyMap<string, Fraction>;
  readonly groups: { readonly [by in BlocKind]: readonly string[] };
}

/** Undefined where nothing is weighed. */
export function sideBySide(sides: Sides): SideBySide | undefined {
  const { election, cast, counts, weighed, scores, groups } = sides;
  if (Object.keys(election.weighing).length === 0) return undefined;
  const grouped = (by: BlocKind) => keyed(groups[by].map((name) => [name, group(sides, (cell) => cell[by] === name)]));
  return {
    scores: paired(counts.of(cast.cells).scores, scores),
    valid: valid(cast.cells, weighed.cells),
    byClass: grouped('class'),
    byChannel: grouped('channel'),
    byBloc: keyed(weighed.blocs.map(({ by, bloc }) => [bloc, group(sides, (cell) => cell[by] === bloc)])),
    ...(election.weighing.commission && { commission: commission(sides, election.weighing.commission) }),
  };
}

function commission(sides: Sides, { factor, cap }: CommissionWeight): NonNullable<SideBySide['commission']> {
  return {
    factor,
    ...(cap !== undefined && { cap }),
    capped: sides.weighed.commissionCapped,
    ...group(sides, (cell) => cell.commission === true),
  };
}

function group({ election, cast, counts, weighed }: Sides, belongs: (cell: Cell) => boolean): GroupSideBySide {
  const [raw, weighted] = [cast.cells.filter(belongs), weighed.cells.filter(belongs)];
  const scores = () => paired(counts.of(raw).scores, counts.of(weighted).scores);
  return { ...valid(raw, weighted), ...(addsUp(election) && { scores: scores() }) };
}

function addsUp({ rule }: Election): boolean {
  return countingRule(rule).scoresAddUp;
}

function valid(raw: readonly Cell[], weighted: readonly Cell[]): RawAndWeighted {
  return { raw: sumOf(raw).weight.toString(), weighted: sumOf(weighted).weight.toString() };
}

function paired(raw: ReadonlyMap<string, Fraction>, weighted: ReadonlyMap<string, Fraction>): OptionsSideBySide {
  return keyed(
    [...weighted].map(([option, score]) => [option, { raw: raw.get(option)!.toString(), weighted: score.toString() }]),
  );
}
