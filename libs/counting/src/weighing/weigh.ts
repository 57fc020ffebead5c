import type { Cell } from '../cells';
import type { BlocKind, Weighing } from '../election';
import { weighByBlocs } from './blocs';
import { weighByCaps } from './caps';
import { weighByCommission } from './commission';
import { weighByFactors } from './factors';

/** One bloc in the result: what it cast and what that weighs in the end. */
export interface WeighedBloc {
  readonly by: BlocKind;
  readonly bloc: string;
  /** Its fixed share of control, or the share it is capped at. */
  readonly share?: string;
  readonly cap?: string;
  readonly cells: readonly Cell[];
}

/** What a weighing by blocs or caps makes of the cells. */
export interface WeighedBlocs {
  /** The cast cells in their order, each with its weight as it counts. Heads are never weighed. */
  readonly cells: readonly Cell[];
  readonly blocs: readonly WeighedBloc[];
  /** A bloc without a valid ballot, where the policy says that makes the vote invalid. */
  readonly invalidFor?: string;
}

export interface Weighed extends WeighedBlocs {
  /** Whether the cap of a commission made it weigh less. */
  readonly commissionCapped: boolean;
}

/** Factors first (the commission's with its cap last among them), then caps, then blocs: a share of control is of what was cast, as it weighs. */
export function weigh(cells: readonly Cell[], { factors, commission, caps, blocs }: Weighing): Weighed {
  const byChannel = factors ? weighByFactors(cells, factors) : cells;
  const factored = commission ? weighByCommission(byChannel, commission) : { cells: byChannel, capped: false };
  const commissionCapped = factored.capped;
  const capped = caps ? weighByCaps(factored.cells, caps) : { cells: factored.cells, blocs: [] };
  if (!blocs) return { ...capped, commissionCapped };
  const shared = weighByBlocs(capped.cells, blocs);
  return { ...shared, blocs: [...capped.blocs, ...shared.blocs], commissionCapped };
}
