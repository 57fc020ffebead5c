import { join } from 'node:path';
import * as ts from 'typescript';
import { inexactness, programOf, roundingIn, type Allowed } from './exactness';
import { isForTests, ROOT, sourcesIn } from './sources';

const counting = (file: string, what: string, reason: string): Allowed => ({
  path: `libs/counting/src/${file}`,
  what,
  reason,
});

const MACHINE_NUMBERS: readonly Allowed[] = [
  counting('cells.ts', 'Math.floor(bucket / CHANNELS.length)', 'an index into a table'),
  counting('count-file/strict-json.ts', 'Number(position)', 'where in a text an error stands'),
  counting('counting-rules/pav.ts', 'MOST_COMPARISONS / Math.max(1, ballots.length)', 'a bound on work'),
  counting('counting-rules/ranked-pairs.ts', 'Math.floor(cell / size)', 'an index into a matrix'),
  counting(
    'counting-rules/shared/committees.ts',
    '(ways * (size - chosen)) / (chosen + 1)',
    'a number of committees, compared with a bound on work',
  ),
  counting('counting-rules/shared/strength.ts', 'Math.floor(cell / pairs.size)', 'an index into a matrix'),
  counting('counting-rules/ranked-pairs.ts', 'Math.ceil(size / 32)', 'words of a table of bits'),
  counting(
    'counting-rules/shared/tie-tree.ts',
    'Math.floor(MOST_STEPS / (ballots + options.length ** 2))',
    'a bound on work',
  ),
  counting('power/banzhaf.ts', 'Number(quota)', 'the size of a table, bounded before'),
  counting('power/banzhaf.ts', 'Number(weight)', 'a place in that table'),
  counting('power/sampled-banzhaf.ts', 'Number(quota)', 'a whole number below 2^53, checked before'),
  counting(
    'exact/limb-sums.ts',
    'Number((terms[term]! >> shift) % BigInt(LIMB))',
    'one limb of an exact sum: below 2^53',
  ),
  counting('live/roll-weights.ts', 'Number(bits)', 'one limb of an exact weight: below 2^53'),
  counting('live/roll-weights.ts', 'Math.ceil(largest.toString(2).length / LIMB_BITS)', 'a number of limbs'),
  counting(
    'power/seeded-draws.ts',
    'Math.floor((this.next() / 2 ** 32) * end)',
    'a sample for a power figure with stated error',
  ),
  counting('tie-breaks/sha256.ts', 'Number(low & 0xffffffffn)', 'a word of 32 bits'),
  counting('tie-breaks/sha256.ts', 'length / 4', 'a number of words'),
  {
    path: 'libs/domain/src/record/turning-points.ts',
    what: 'Math.floor(this.bounds.reads / (SAMPLES_PART * this.passReads()))',
    reason: 'a bound on work',
  },
  { path: 'libs/domain/src/record/turning-points.ts', what: 'Math.ceil(left / samples)', reason: 'a bound on work' },
];

/** The whole of both libs under the repository's own compiler options, paths made short again. */
function roundingInTheLibs() {
  const paths = ['libs/domain', 'libs/counting'].flatMap((folder) => sourcesIn(folder, /\.ts$/));
  const files = paths.filter((source) => !isForTests(source)).map(({ path }) => join(ROOT, path));
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  return roundingIn(ts.createProgram(files, { ...options, types: [] }), files).map(({ path, what }) => ({
    path: path.slice(ROOT.length + 1),
    what,
  }));
}

describe('no floating point where weights are', () => {
  it('holds: every place that can round is listed with its reason', () => {
    expect(inexactness(roundingInTheLibs(), MACHINE_NUMBERS)).toEqual([]);
  });

  const found = (text: string) => roundingIn(programOf([{ path: 'a.ts', text }]), ['a.ts']).map(({ what }) => what);

  it.each([
    ['a share by division', 'const share = (a: number, b: number) => a / b;', 'a / b'],
    ['a division in place', 'let a = 3; a /= 2;', 'a /= 2'],
    ['a literal with decimals', 'const half = 0.5;', '0.5'],
    ['a literal with a negative exponent', 'const tiny = 1e-9;', '1e-9'],
    ['a number read from a text', 'const a = parseFloat("1.5");', 'parseFloat("1.5")'],
    ['a weight made a number', 'const a = Number("3");', 'Number("3")'],
    ['rounding', 'const a = Math.round(2);', 'Math.round(2)'],
    ['rounding to a text', 'const a = (2).toFixed(1);', '(2).toFixed(1)'],
    ['all of one expression, once', 'const a = Math.floor(7 / 2) ;', 'Math.floor(7 / 2)'],
  ])('notices %s', (_what, text, expression) => {
    expect(found(text)).toEqual([expression]);
  });

  it('lets exact arithmetic be', () => {
    expect(
      found('const a = 7n / 2n; const b = (c: bigint) => c / 3n; const d = Math.max(1, 2) * 3; const e = 1e3;'),
    ).toEqual([]);
  });

  it('notices a place that is not listed, and a listed place that is gone', () => {
    const listed = [counting('gone.ts', 'x / y', 'an index')];
    expect(inexactness([{ path: 'libs/counting/src/new.ts', what: 'a / b' }], listed)).toEqual([
      'libs/counting/src/new.ts: a / b',
      'libs/counting/src/gone.ts: x / y is allowed but not there',
    ]);
  });
});
