import { type Cast, type Cell, weightedChoices } from './cells';
import { countingRule } from './counting-rules';
import type { RuleResult } from './counting-rules/counting-rule';
import type { Election } from './election';

/** Counts cells by the election's rule: all of them, or those of one class, channel or bloc. The same cells are counted once. */
export class CellCounts {
  private readonly known = new Map<readonly Cell[], RuleResult>();

  constructor(
    private readonly election: Election,
    private readonly cast: Cast,
  ) {}

  of(cells: readonly Cell[]): RuleResult {
    const all =
      cells.length === this.cast.cells.length && cells.every((cell, index) => cell === this.cast.cells[index]);
    const key = all ? this.cast.cells : cells;
    const known = this.known.get(key);
    if (known) return known;
    const { ballots, abstained } = weightedChoices(this.cast.choices, cells);
    const result = countingRule(this.election.rule).count(this.election, ballots, abstained);
    this.known.set(key, result);
    return result;
  }
}
