import { HOP_BUDGET, LinkCutForest, NONE } from './link-cut-forest';
import type { RollWeights } from './roll-weights';

/** Paths shorter than this stay plain: a walk along them is cheap. */
const WALKED = 8;

export interface PlantedForest {
  readonly forest: LinkCutForest;
  /** Whom each member hangs under; NONE at a root. */
  readonly parent: Int32Array;
}

/**
 * The whole forest of live delegations in one linear pass. `delegate` is each member's live arrow, or NONE; of each circle the arrow of one
 * member is left out, who is then the root. `isAbsent` members weigh nothing. Long chains are stored balanced from the start, so that
 * already the first event is quick.
 */
export function plantForest(
  roll: RollWeights,
  delegate: Int32Array,
  isAbsent: (member: number) => boolean,
  hopBudget: number = HOP_BUDGET,
): PlantedForest {
  const forest = new LinkCutForest(delegate.length, roll.lanes, hopBudget);
  const { lanes, sums } = forest;
  const parent = delegate.slice();
  const order = farthestFirst(parent);
  for (const member of order) {
    if (!isAbsent(member)) roll.add(sums, member * lanes, member, 1);
    if (parent[member] === NONE) continue;
    forest.hang(member, parent[member]!);
    for (let lane = 0; lane < lanes; lane++) sums[parent[member]! * lanes + lane]! += sums[member * lanes + lane]!;
  }
  if (hopBudget !== Infinity) balanceLongPaths(forest, parent, order);
  return { forest, parent };
}

/** Every member before the one they delegate to. Breaks each circle: sets one of its arrows to NONE. */
function farthestFirst(parent: Int32Array): Int32Array {
  const size = parent.length;
  const waiting = new Int32Array(size);
  for (const above of parent) if (above !== NONE) waiting[above]!++;
  const order = new Int32Array(size);
  let [placed, served] = [0, 0];
  for (let member = 0; member < size; member++) if (waiting[member] === 0) order[placed++] = member;
  const serve = () => {
    for (; served < placed; served++) {
      const above = parent[order[served]!]!;
      if (above !== NONE && --waiting[above]! === 0) order[placed++] = above;
    }
  };
  serve();
  for (let member = 0; placed < size; member++) {
    if (waiting[member] === 0) continue;
    const first = parent[member]!;
    parent[member] = NONE;
    if (--waiting[first]! === 0) order[placed++] = first;
    serve();
  }
  return order;
}

/** Follows from each tree's roots the member with most others behind them, and stores each such path as a balanced tree by depth. */
function balanceLongPaths(forest: LinkCutForest, parent: Int32Array, order: Int32Array): void {
  const heavy = heaviestBehind(parent, order);
  const path: number[] = [];
  for (let place = order.length - 1; place >= 0; place--) {
    const top = order[place]!;
    const above = parent[top]!;
    if (above !== NONE && heavy[above] === top) continue;
    path.length = 0;
    for (let member = top; member !== NONE; member = heavy[member]!) path.push(member);
    if (path.length > WALKED) balance(forest, path, above);
  }
}

function heaviestBehind(parent: Int32Array, order: Int32Array): Int32Array {
  const behind = new Int32Array(parent.length);
  const heavy = new Int32Array(parent.length).fill(NONE);
  for (const member of order) {
    const above = parent[member]!;
    if (above === NONE) continue;
    behind[above]! += behind[member]! + 1;
    if (heavy[above] === NONE || behind[member]! > behind[heavy[above]!]!) heavy[above] = member;
  }
  return heavy;
}

/** `path` runs from the member nearest to the root to the farthest. It is stored as one tree and hung under `above`, or as a root. */
function balance(forest: LinkCutForest, path: readonly number[], above: number): void {
  const { lanes, sums } = forest;
  const behind = new Float64Array((path.length + 1) * lanes);
  path.forEach((member, step) => {
    for (let lane = 0; lane < lanes; lane++) behind[step * lanes + lane] = sums[member * lanes + lane]!;
  });
  forest.hang(build(0, path.length), above);

  function build(from: number, end: number): number {
    const middle = (from + end) >> 1;
    const top = path[middle]!;
    for (let lane = 0; lane < lanes; lane++) {
      sums[top * lanes + lane] = behind[from * lanes + lane]! - behind[end * lanes + lane]!;
    }
    if (from < middle) forest.adopt(top, build(from, middle), false);
    if (middle + 1 < end) forest.adopt(top, build(middle + 1, end), true);
    return top;
  }
}
