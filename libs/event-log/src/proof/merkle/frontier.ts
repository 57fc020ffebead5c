import { EMPTY_ROOT, nodeHash } from './hashing';
import type { TreeHead } from './verify';

/**
 * The root of a log while it is read from its beginning: holds only the complete subtrees on the right edge, at most one for
 * each bit of the size, however long the log is.
 */
export class Frontier {
  private count = 0;
  /** Roots of complete subtrees, largest first. */
  private subtrees: Uint8Array[] = [];

  /** Unit: leaves. */
  get size(): number {
    return this.count;
  }

  add(leafHash: Uint8Array): void {
    const { subtrees } = this;
    subtrees.push(leafHash);
    this.count += 1;
    // Each trailing zero of the new size is a pair of equal subtrees that are now complete.
    for (let rest = this.count; rest % 2 === 0; rest /= 2) {
      const [left, right] = subtrees.splice(-2) as [Uint8Array, Uint8Array];
      subtrees.push(nodeHash(left, right));
    }
  }

  /** Another one that goes on from here by itself. */
  copy(): Frontier {
    const copy = new Frontier();
    copy.count = this.count;
    copy.subtrees = [...this.subtrees];
    return copy;
  }

  get root(): Uint8Array {
    return (
      this.subtrees.reduceRight<Uint8Array | undefined>(
        (right, left) => (right === undefined ? left : nodeHash(left, right)),
        undefined,
      ) ?? EMPTY_ROOT
    );
  }

  get head(): TreeHead {
    return { size: this.count, root: this.root };
  }
}
