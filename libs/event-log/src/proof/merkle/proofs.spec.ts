import * as fc from 'fast-check';
import { definedRoot, hex, leavesOf, subtreesOver } from './given.contract';
import { nodeHash } from './hashing';
import { consistencyProof, inclusionProof, rootAt } from './proofs';
import { provesConsistency, provesInclusion, type TreeHead } from './verify';

const SIZE = 70;
const leaves = leavesOf(SIZE);
const subtrees = subtreesOver(leaves);
const roots = Array.from({ length: SIZE + 1 }, (_, size) => definedRoot(leaves.slice(0, size)));

describe('proofs of trees of every small size', () => {
  it('lead from every leaf to the root', async () => {
    for (let size = 1; size <= SIZE; size++) {
      expect(hex(await rootAt(size, subtrees))).toBe(hex(roots[size]!));
      for (let index = 0; index < size; index++) {
        const path = await inclusionProof(index, size, subtrees);
        expect(provesInclusion(leaves[index]!, index, size, path, roots[size]!)).toBe(true);
      }
    }
  });

  it('show every tree to be the beginning of every larger one', async () => {
    for (let to = 1; to <= SIZE; to++) {
      for (let from = 1; from <= to; from++) {
        const path = await consistencyProof(from, to, subtrees);
        expect(provesConsistency({ size: from, root: roots[from]! }, { size: to, root: roots[to]! }, path)).toBe(true);
      }
    }
  });

  it('are refused for a leaf or a tree that is not there', async () => {
    await expect(inclusionProof(5, 5, subtrees)).rejects.toThrow(RangeError);
    await expect(inclusionProof(-1, 5, subtrees)).rejects.toThrow(RangeError);
    await expect(consistencyProof(0, 5, subtrees)).rejects.toThrow(RangeError);
    await expect(consistencyProof(6, 5, subtrees)).rejects.toThrow(RangeError);
  });
});

/** Every way to spoil a path that leaves hashes of 32 bytes: one bit, one hash less or more, two in the other order. */
function spoilt(path: readonly Uint8Array[]): readonly (readonly Uint8Array[])[] {
  const flipped = path.flatMap((_, at) =>
    [0, 100, 255].map((bit) => path.map((hash, index) => (index === at ? flip(hash, bit) : hash))),
  );
  const shorter = path.map((_, at) => path.filter((_hash, index) => index !== at));
  const longer = [
    [...path, leaves[0]!],
    [leaves[0]!, ...path],
    [...path, ...path.slice(-1)],
  ];
  const swapped = path.slice(1).map((_, at) => path.with(at, path[at + 1]!).with(at + 1, path[at]!));
  const cut = path.map((hash, at) => path.with(at, hash.subarray(0, 31)));
  return [...flipped, ...shorter, ...longer.filter((one) => one.length > path.length), ...swapped, ...cut];
}

function flip(hash: Uint8Array, bit: number): Uint8Array {
  const copy = Uint8Array.from(hash);
  copy[bit >> 3]! ^= 1 << (bit & 7);
  return copy;
}

describe('a spoilt proof', () => {
  it('of a leaf proves nothing', async () => {
    let tried = 0;
    for (let size = 1; size <= 33; size++) {
      for (let index = 0; index < size; index++) {
        const path = await inclusionProof(index, size, subtrees);
        const [leaf, root] = [leaves[index]!, roots[size]!];
        const attempts = [
          ...spoilt(path).map((other) => provesInclusion(leaf, index, size, other, root)),
          provesInclusion(flip(leaf, 9), index, size, path, root),
          provesInclusion(leaf, index, size, path, flip(root, 9)),
          provesInclusion(leaf, index + size, size, path, root),
          ...(size > 1 ? [provesInclusion(leaf, (index + 1) % size, size, path, root)] : []),
          ...[-1, 0.5, NaN, 2 ** 53].map((odd) => provesInclusion(leaf, odd, size, path, root)),
          ...[-1, 0.5, NaN, 2 ** 53].map((odd) => provesInclusion(leaf, index, odd, path, root)),
        ];
        tried += attempts.length;
        expect(attempts).not.toContain(true);
      }
    }
    expect(tried).toBeGreaterThan(10_000);
  });

  it('of a beginning proves nothing', async () => {
    let tried = 0;
    for (let to = 2; to <= 33; to++) {
      for (let from = 1; from < to; from++) {
        const path = await consistencyProof(from, to, subtrees);
        const [older, newer] = [
          { size: from, root: roots[from]! },
          { size: to, root: roots[to]! },
        ];
        const attempts = [
          ...spoilt(path).map((other) => provesConsistency(older, newer, other)),
          provesConsistency({ ...older, root: flip(older.root, 3) }, newer, path),
          provesConsistency(older, { ...newer, root: flip(newer.root, 3) }, path),
          provesConsistency({ ...older, size: 0 }, newer, path),
          provesConsistency(newer, older, path),
          provesConsistency({ ...older, size: from - 0.5 }, newer, path),
        ];
        tried += attempts.length;
        expect(attempts).not.toContain(true);
      }
    }
    expect(tried).toBeGreaterThan(10_000);
  });

  it('of a leaf that is too short or too long for its tree proves nothing, though the root is what it leads to', async () => {
    for (let index = 0; index < 16; index++) {
      const path = await inclusionProof(index, 16, subtrees);
      for (let level = 0; level < 4; level++) {
        const first = index - (index % 2 ** level);
        const inner = definedRoot(leaves.slice(first, first + 2 ** level));
        expect(provesInclusion(leaves[index]!, index, 16, path.slice(0, level), inner)).toBe(false);
      }
      for (const higher of [nodeHash(leaves[20]!, roots[16]!), nodeHash(roots[16]!, leaves[20]!)])
        expect(provesInclusion(leaves[index]!, index, 16, [...path, leaves[20]!], higher)).toBe(false);
    }
  });

  it('of a beginning that is too short or too long for its tree proves nothing, though the roots are what it leads to', async () => {
    for (let from = 1; from <= 16; from++) {
      const path = await consistencyProof(from, 16, subtrees);
      const [older, newer] = [
        { size: from, root: roots[from]! },
        { size: 16, root: roots[16]! },
      ];
      expect(provesConsistency(older, { ...newer, size: 17 }, path)).toBe(false);
      const under = ({ size, root }: TreeHead) => ({ size, root: nodeHash(leaves[20]!, root) });
      expect(provesConsistency(under(older), under(newer), [...path, leaves[20]!])).toBe(false);
    }
    expect(provesConsistency({ size: 16, root: roots[16]! }, { size: 16, root: roots[16]! }, [leaves[0]!])).toBe(false);
  });

  it('of no leaves, or of more than there are, proves nothing, though the roots are what it leads to', () => {
    const [one, two] = [leaves[0]!, nodeHash(leaves[0]!, leaves[1]!)];
    expect(provesConsistency({ size: 0, root: one }, { size: 2, root: two }, [one, leaves[1]!])).toBe(false);
    expect(provesConsistency({ size: 2, root: two }, { size: 1, root: two }, [])).toBe(false);
  });

  it('of one tree does not serve another of the same size', async () => {
    const others = leavesOf(40, 'other ');
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), fc.nat(), async (size, draw) => {
        const index = draw % size;
        const path = await inclusionProof(index, size, subtreesOver(others));
        expect(provesInclusion(others[index]!, index, size, path, definedRoot(others.slice(0, size)))).toBe(true);
        expect(provesInclusion(others[index]!, index, size, path, roots[size]!)).toBe(false);
      }),
    );
  });
});
