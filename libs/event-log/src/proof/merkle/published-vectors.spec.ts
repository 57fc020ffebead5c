import { leafHashOf } from '../../envelope';
import { Frontier } from './frontier';
import { hex, subtreesOver } from './given.contract';
import { EMPTY_ROOT } from './hashing';
import { consistencyProof, inclusionProof, rootAt } from './proofs';
import { provesConsistency, provesInclusion } from './verify';

/**
 * The eight leaves, and the roots over the first of them, that Certificate Transparency implementations have been checked
 * with since 2013; published with the reference tree of transparency-dev/merkle.
 */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(
  (text) => leafHashOf(Buffer.from(text, 'hex')),
);

const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const root = (size: number) => Buffer.from(ROOTS[size]!, 'hex');

describe('the published tree of eight leaves', () => {
  it('has the published roots, in one go and leaf by leaf', async () => {
    const frontier = new Frontier();
    expect(hex(frontier.root)).toBe(ROOTS[0]);
    expect(hex(EMPTY_ROOT)).toBe(ROOTS[0]);
    for (const [index, leaf] of LEAVES.entries()) {
      frontier.add(leaf);
      expect(hex(frontier.root)).toBe(ROOTS[index + 1]);
      expect(hex(await rootAt(index + 1, subtreesOver(LEAVES)))).toBe(ROOTS[index + 1]);
    }
  });

  it('gives the published paths', async () => {
    const paths = async (index: number, size: number) =>
      (await inclusionProof(index, size, subtreesOver(LEAVES))).map(hex);
    expect(await paths(0, 1)).toEqual([]);
    expect(await paths(0, 8)).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ]);
    expect(await paths(5, 8)).toEqual([
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
    expect(await paths(2, 3)).toEqual(['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']);
    const consistency = (await consistencyProof(6, 8, subtreesOver(LEAVES))).map(hex);
    expect(consistency).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
  });

  it('is proven by every path to every published root, and by no path to another', async () => {
    for (let size = 1; size <= 8; size++) {
      for (let index = 0; index < size; index++) {
        const path = await inclusionProof(index, size, subtreesOver(LEAVES));
        for (let other = 0; other <= 8; other++)
          expect(provesInclusion(LEAVES[index]!, index, size, path, root(other))).toBe(other === size);
      }
      for (let from = 1; from <= size; from++) {
        const path = await consistencyProof(from, size, subtreesOver(LEAVES));
        for (let other = 0; other <= 8; other++) {
          const older = { size: from, root: root(other) };
          expect(provesConsistency(older, { size, root: root(size) }, path)).toBe(other === from);
        }
      }
    }
  });
});
