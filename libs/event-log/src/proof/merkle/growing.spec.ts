import { Frontier } from './frontier';
import { definedRoot, hex, leavesOf } from './given.contract';
import { TileTree } from './tile-tree';
import { provesConsistency, provesInclusion } from './verify';

const SIZES = [0, 1, 2, 3, 255, 256, 257, 511, 512, 513, 1000];

describe('a tree that grows', () => {
  const leaves = leavesOf(1000);
  let read: [number, number][];
  const grown = (size: number) => {
    read = [];
    const tree = new TileTree(async (first, count) => {
      read.push([first, count]);
      return Buffer.concat(leaves.slice(first, first + count));
    });
    for (const leaf of leaves.slice(0, size)) tree.add(leaf);
    return tree;
  };

  it.each(SIZES)('has the defined root at size %d, by its tiles and by its right edge', async (size) => {
    const frontier = new Frontier();
    for (const leaf of leaves.slice(0, size)) frontier.add(leaf);
    const defined = hex(definedRoot(leaves.slice(0, size)));
    expect(hex(await grown(size).root())).toBe(defined);
    expect(hex(frontier.root)).toBe(defined);
    expect(frontier.size).toBe(size);
  });

  it('proves every leaf, and every beginning, at its present and at its past sizes', async () => {
    const tree = grown(1000);
    for (const size of SIZES.filter((one) => one > 0)) {
      const root = definedRoot(leaves.slice(0, size));
      for (const index of [0, 1, 100, 254, 255, 256, 511, 512, 999].filter((one) => one < size)) {
        expect(provesInclusion(leaves[index]!, index, size, await tree.inclusionProof(index, size), root)).toBe(true);
      }
      const newer = { size: 1000, root: await tree.root() };
      expect(provesConsistency({ size, root }, newer, await tree.consistencyProof(size))).toBe(true);
    }
  });

  it('reads no leaf to know its root, and one tile to prove one', async () => {
    const tree = grown(1000);
    await tree.root();
    expect(read).toEqual([]);
    await tree.inclusionProof(300);
    expect(read.every(([first, count]) => first >= 256 && first + count <= 512)).toBe(true);
  });

  it('goes on from the roots of its tiles', async () => {
    const kept = grown(700).tileRoots;
    expect(kept.length).toBe(2 * 32);
    const restored = TileTree.restored(async (first, count) => Buffer.concat(leaves.slice(first, first + count)), kept);
    expect(restored.size).toBe(512);
    for (const leaf of leaves.slice(512)) restored.add(leaf);
    expect(hex(await restored.root())).toBe(hex(definedRoot(leaves)));
    expect(hex(await restored.root(700))).toBe(hex(definedRoot(leaves.slice(0, 700))));
  });

  it('says nothing about a size that it has not reached', () => {
    expect(() => grown(3).root(4)).toThrow(RangeError);
  });

  it('goes on beyond two levels of tiles', async () => {
    const tree = new TileTree(async () => Buffer.alloc(0));
    const frontier = new Frontier();
    for (const leaf of leavesOf(65_536 + 300)) {
      tree.add(leaf);
      frontier.add(leaf);
    }
    expect(hex(await tree.root())).toBe(hex(frontier.root));
    expect((await tree.hashes(2, 0, 1)).length).toBe(32);
  });
});
