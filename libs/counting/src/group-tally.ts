import type { CellCounts } from './cell-counts';
import { CHANNELS, type Cast, type Cell } from './cells';
import { type Turnout, turnoutByBloc } from './conditions/turnout';
import { countingRule } from './counting-rules';
import { sumOf } from './delegations/damped-sum';
import type { BlocKind, Election, ExactText } from './election';
import { type Exact, exact } from './exact/exact-numbers';
import { keyed } from './keyed';
import type { WeighedBloc } from './weighing/weigh';

/** One class or channel: own weights, and scores where the rule's scores add up. */
export interface GroupTally {
  readonly entitled: ExactText;
  readonly valid: ExactText;
  readonly own: ExactText;
  readonly carried: ExactText;
  readonly handCount: ExactText;
  readonly scores?: Exact;
}

/** One bloc with a fixed share or a cap: what its ballots weigh in the end. */
export interface BlocTally {
  readonly share?: ExactText;
  readonly cap?: ExactText;
  readonly weight: ExactText;
  readonly scores?: Exact;
}

/** What the figures of a group are taken from. */
export interface Counted {
  readonly election: Election;
  readonly cast: Cast;
  readonly counts: CellCounts;
}

/** A tally for each class or channel that the electorate has. */
export function byGroup(by: BlocKind, counted: Counted): { readonly [group: string]: GroupTally } {
  const groups = turnoutByBloc(by, counted.election, counted.cast);
  const names = by === 'channel' ? CHANNELS.filter((channel) => groups.has(channel)) : [...groups.keys()];
  return keyed(names.map((name) => [name, groupTally(counted, groups.get(name)!, cellsIn(counted.cast, by, name))]));
}

function cellsIn({ cells }: Cast, by: BlocKind, name: string): readonly Cell[] {
  return cells.filter((cell) => cell[by] === name);
}

function groupTally({ election, counts }: Counted, { entitled, valid }: Turnout, cells: readonly Cell[]): GroupTally {
  const from = (source: Cell['source']) => sumOf(cells.filter((cell) => cell.source === source)).weight.toString();
  return {
    entitled: entitled.weight.toString(),
    valid: valid.weight.toString(),
    own: from('own'),
    carried: from('carried'),
    handCount: from('hand-count'),
    ...scoresIfTheyAddUp(election, counts, cells),
  };
}

export function blocTally({ election, counts }: Counted, { share, cap, cells }: WeighedBloc): BlocTally {
  return {
    ...(share !== undefined && { share }),
    ...(cap !== undefined && { cap }),
    weight: sumOf(cells).weight.toString(),
    ...scoresIfTheyAddUp(election, counts, cells),
  };
}

function scoresIfTheyAddUp(
  { rule }: Election,
  counts: CellCounts,
  cells: readonly Cell[],
): { readonly scores?: Exact } {
  return countingRule(rule).scoresAddUp ? { scores: exact(counts.of(cells).scores) } : {};
}
