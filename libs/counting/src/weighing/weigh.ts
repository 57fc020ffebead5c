import type { Cell } from '../cells';
import type { Weighing } from '../election';
import { weighByBlocs } from './blocs';
import { weighByCaps } from './caps';
import { weighByFactors } from './factors';

/** One bloc in the result: what it cast and what that weighs in the end. */
export interface WeighedBloc {
  readonly bloc: string;
  /** Its fixed share of control, or the share it is capped at. */
  readonly share?: string;
  readonly cap?: string;
  readonly cells: readonly Cell[];
}

export interface Weighed {
  /** The cast cells in their order, each with its weight as it counts. Heads are never weighed. */
  readonly cells: readonly Cell[];
  readonly blocs: readonly WeighedBloc[];
  /** A bloc without a valid ballot, where the policy says that makes the vote invalid. */
  readonly invalidFor?: string;
}

/** Factors first, then caps, then blocs: a share of control is of what was cast, as it weighs. */
export function weigh(cells: readonly Cell[], { factors, caps, blocs }: Weighing): Weighed {
  const factored = factors ? weighByFactors(cells, factors) : cells;
  const capped = caps ? weighByCaps(factored, caps) : { cells: factored, blocs: [] };
  if (!blocs) return capped;
  const shared = weighByBlocs(capped.cells, blocs);
  return { ...shared, blocs: [...capped.blocs, ...shared.blocs] };
}
