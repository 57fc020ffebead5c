import type { Fraction } from '../exact/fraction';
import { NO_CLASS } from '../roll-sums';
import { RollWeights } from './roll-weights';

/** A member of one part of the electorate, as the election weighs them. */
export interface Elector {
  readonly id: string;
  readonly weight: Fraction;
  readonly class?: string;
}

/**
 * The dense index of each elector, and their weights and classes behind it. Elections over one roll that takes nobody in may share it: they
 * keep apart what their electors say, and whether they are still there.
 */
export class ElectorIndex {
  readonly weights: RollWeights;
  /** The name of each class by index. */
  readonly classes: readonly string[];
  private readonly indexOf = new Map<string, number>();

  constructor(electors: readonly Elector[]) {
    this.classes = [...new Set(electors.map((elector) => elector.class ?? NO_CLASS))].sort();
    const classIndex = new Map(this.classes.map((name, index) => [name, index]));
    const weighted = electors.map((one) => ({ weight: one.weight, class: classIndex.get(one.class ?? NO_CLASS)! }));
    this.weights = RollWeights.of(weighted, this.classes.length);
    for (let index = 0; index < electors.length; index++) this.indexOf.set(electors[index]!.id, index);
  }

  of(id: string): number | undefined {
    return this.indexOf.get(id);
  }

  /** Takes one more in and gives the index; undefined where the id has one already, or the weight or class needs a new index of all. */
  add({ id, weight, class: name }: Elector): number | undefined {
    const cls = this.classes.indexOf(name ?? NO_CLASS);
    if (cls === -1 || this.indexOf.has(id)) return undefined;
    const index = this.weights.enrol({ weight, class: cls });
    if (index !== undefined) this.indexOf.set(id, index);
    return index;
  }
}
