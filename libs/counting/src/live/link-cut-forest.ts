/** No node. */
export const NONE = -1;

/**
 * Hops that a plain walk may take before the forest is folded instead. Measured at 10^4 and 10^6 members: on a random forest such walks take
 * half to three quarters of the time of folding always; more hops gain nothing there, and cost up to a fifth on long chains.
 */
export const HOP_BUDGET = 16;

const LEFT = 0;
const RIGHT = 1;
const UP = 2;
const STRIDE = 3;

/**
 * A forest of rooted trees on dense nodes that is linked, cut and asked for roots in time that does not grow with the length of paths:
 * a link-cut tree (Sleator and Tarjan 1983, doi:10.1016/0022-0000(83)90006-5; with splay trees 1985, doi:10.1145/3828.3835).
 *
 * Each tree is stored as paths, each path as a splay tree by depth (left is nearer the root), and the top of a path hangs under its parent's
 * node without being its child. `sums` of a node is all that hangs under it in that shape, so the top holds the sums of the whole tree, and
 * folding changes only the sums of the nodes that turn. Where every path is one node long this is the plain forest; so as long as a walk
 * upwards takes at most `hopBudget` hops it is simply walked, and only a longer one is folded. Each operation is O(hopBudget + log size)
 * amortised.
 */
export class LinkCutForest {
  /** For each node its left child, right child, and the node above it. */
  private links: Int32Array;
  /** `lanes` whole numbers for each node: keep them below 2^53. */
  sums: Float64Array;

  constructor(
    size: number,
    readonly lanes: number,
    private readonly hopBudget: number = HOP_BUDGET,
  ) {
    this.links = new Int32Array(size * STRIDE).fill(NONE);
    this.sums = new Float64Array(size * lanes);
  }

  /** Makes room for `size` nodes; the new ones are alone, with sums of 0. */
  grow(size: number): void {
    const [links, sums] = [this.links, this.sums];
    this.links = new Int32Array(size * STRIDE).fill(NONE);
    this.links.set(links);
    this.sums = new Float64Array(size * this.lanes);
    this.sums.set(sums);
  }

  /** The root of the node's tree. */
  rootOf(node: number): number {
    const { links } = this;
    let root = this.topOf(node);
    let hops = 0;
    for (let left = links[root * STRIDE + LEFT]!; left >= 0; left = links[root * STRIDE + LEFT]!) {
      root = left;
      hops++;
    }
    if (hops > this.hopBudget) this.splay(root);
    return root;
  }

  /** Where the sums of the node's whole tree begin in `sums`. Good until the next operation. */
  treeSums(node: number): number {
    return this.topOf(node) * this.lanes;
  }

  /** Adds to the node itself, through `change`, which is given `sums` and where the node's begin. */
  change(node: number, change: (sums: Float64Array, at: number) => void): void {
    if (this.links[node * STRIDE + UP]! >= 0) this.access(node);
    change(this.sums, node * this.lanes);
  }

  /** Hangs the tree of `root` under `parent`, a node of another tree. */
  link(root: number, parent: number): void {
    if (this.links[root * STRIDE + UP]! >= 0) this.access(root);
    this.topOf(parent);
    this.addUpwards(parent, root, 1);
    this.links[root * STRIDE + UP] = parent;
  }

  /** Takes the node, with all that hangs under it, from its parent. It must have one. Afterwards `treeSums` of the node is its own place. */
  cut(node: number): void {
    const { links, sums, lanes } = this;
    const at = node * STRIDE;
    if (links[at + LEFT]! >= 0 || this.isChild(node)) this.access(node);
    else this.topOf(node);
    const above = links[at + UP]!;
    if (above >= 0) {
      this.addUpwards(above, node, -1);
      links[at + UP] = NONE;
      return;
    }
    const nearer = links[at + LEFT]!;
    for (let lane = 0; lane < lanes; lane++) sums[node * lanes + lane]! -= sums[nearer * lanes + lane]!;
    links[at + LEFT] = NONE;
    links[nearer * STRIDE + UP] = NONE;
  }

  /** Hangs a node that is alone in its path under another, where the sums already tell so. For building. */
  hang(node: number, parent: number): void {
    this.links[node * STRIDE + UP] = parent;
  }

  /** Makes a child of a node in its path, where the sums already tell so. For building. */
  adopt(node: number, child: number, isDeeper: boolean): void {
    this.links[node * STRIDE + (isDeeper ? RIGHT : LEFT)] = child;
    this.links[child * STRIDE + UP] = node;
  }

  /** The node at the top of the shape. Afterwards at most `hopBudget` hops lead there. */
  private topOf(node: number): number {
    const { links, hopBudget } = this;
    let top = node;
    for (let hops = 0; hops <= hopBudget; hops++) {
      const above = links[top * STRIDE + UP]!;
      if (above < 0) return top;
      top = above;
    }
    this.access(node);
    return node;
  }

  private addUpwards(from: number, node: number, sign: 1 | -1): void {
    const { links, sums, lanes } = this;
    for (let at = from; at >= 0; at = links[at * STRIDE + UP]!) {
      for (let lane = 0; lane < lanes; lane++) sums[at * lanes + lane]! += sign * sums[node * lanes + lane]!;
    }
  }

  /** Folds the way from the root to the node into one path that ends at the node, with the node on top. */
  private access(node: number): void {
    const { links } = this;
    this.splay(node);
    links[node * STRIDE + RIGHT] = NONE;
    for (let above = links[node * STRIDE + UP]!; above >= 0; above = links[node * STRIDE + UP]!) {
      this.splay(above);
      links[above * STRIDE + RIGHT] = node;
      this.rotate(node, above);
    }
  }

  /** Turns the node up to the top of its path. */
  private splay(node: number): void {
    const { links } = this;
    while (this.isChild(node)) {
      const parent = links[node * STRIDE + UP]!;
      if (this.isChild(parent)) {
        const grand = links[parent * STRIDE + UP]!;
        const straight = (links[grand * STRIDE + LEFT] === parent) === (links[parent * STRIDE + LEFT] === node);
        if (straight) this.rotate(parent, grand);
        else this.rotate(node, parent);
      }
      this.rotate(node, links[node * STRIDE + UP]!);
    }
  }

  /** Whether the node is a child in its path, and not the top of it. */
  private isChild(node: number): boolean {
    const above = this.links[node * STRIDE + UP]!;
    return above >= 0 && (this.links[above * STRIDE + LEFT] === node || this.links[above * STRIDE + RIGHT] === node);
  }

  /** Swaps a node with its parent in the path. What is turned off the node passes to the parent. */
  private rotate(node: number, parent: number): void {
    const { links, sums, lanes } = this;
    const [at, over] = [node * STRIDE, parent * STRIDE];
    const side = links[over + LEFT] === node ? LEFT : RIGHT;
    const passed = links[at + 1 - side]!;
    const grand = links[over + UP]!;
    if (grand >= 0) {
      if (links[grand * STRIDE + LEFT] === parent) links[grand * STRIDE + LEFT] = node;
      else if (links[grand * STRIDE + RIGHT] === parent) links[grand * STRIDE + RIGHT] = node;
    }
    links[at + UP] = grand;
    links[at + 1 - side] = parent;
    links[over + UP] = node;
    links[over + side] = passed;
    if (passed >= 0) links[passed * STRIDE + UP] = parent;
    for (let lane = 0; lane < lanes; lane++) {
      const whole = sums[parent * lanes + lane]!;
      const kept = passed >= 0 ? sums[passed * lanes + lane]! : 0;
      sums[parent * lanes + lane] = whole - sums[node * lanes + lane]! + kept;
      sums[node * lanes + lane] = whole;
    }
  }
}
