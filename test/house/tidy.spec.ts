import { read, sourcesIn } from './sources';
import { everyTestRuns, LONG_FILES, namedExports, noExcuses, shortFiles, tellingNames } from './tidy';
import { uphold } from './uphold';

const house = ['apps', 'libs', 'test', 'bench'].flatMap((folder) => sourcesIn(folder, /\.(ts|tsx|mjs|js)$/));

const planted = (what: string, text: string, ...found: string[]) => ({
  what,
  files: { 'libs/a/src/a.ts': text },
  found: found.map((one) => `libs/a/src/a.ts:${one}`),
});

uphold('short files', shortFiles(LONG_FILES), house, [
  {
    what: 'a file of 251 lines, but neither one of 250 nor a spec',
    files: {
      'libs/a/src/long.ts': 'const a = 1;\n'.repeat(251),
      'libs/a/src/edge.ts': 'const a = 1;\n'.repeat(250),
      'libs/a/src/long.spec.ts': 'const a = 1;\n'.repeat(900),
    },
    found: ['libs/a/src/long.ts: 251 lines, more than 250'],
  },
]);

it('does not keep a file on the list of long ones once it is short', () => {
  const list = { 'a.ts': 'a table', 'b.ts': 'a table' };
  expect(
    shortFiles(list)([
      { path: 'a.ts', text: 'x\n'.repeat(251) },
      { path: 'b.ts', text: 'x' },
    ]),
  ).toEqual(['b.ts: is listed as long and is not']);
});

uphold('no excuses', noExcuses, house, [
  planted(
    'unfinished work and silenced checks, in comments of either kind',
    `// TO${'DO'}: later\nconst a = 1; // FIX${'ME'}\n/** eslint-disable no-x */\n// @ts-ignore\nconst b = 2;`,
    `1: TO${'DO'}`,
    `2: FIX${'ME'}`,
    '3: eslint-disable',
    '4: @ts-ignore',
  ),
  planted(
    'code that was switched off',
    `// const a = 1;\n// if (a) {\nconst b = 'x'; // for the reader`,
    '1: code that was switched off',
    '2: code that was switched off',
  ),
  planted('nothing in a text', `const a = '// TO${'DO'}: later';`),
]);

uphold('every test runs', everyTestRuns, house, [
  planted(
    'tests that are left out, or leave others out',
    `it.only('a', () => 1);\ndescribe.skip('b', () => 1);\nit.each([1]).only;\nxit('c', () => 1);\nconst text = 'it.only' + fit('wide', 4);`,
    '1: it.only',
    '2: describe.skip',
    '4: xit',
  ),
]);

uphold('telling names', tellingNames, house, [
  {
    what: 'names that say nothing',
    files: {
      'libs/a/src/roll-helper.ts':
        'export class RollManager {}\nconst stringUtils = 1;\ninterface BaseRoll {}\nconst database = 2;',
      'libs/a/src/utils.ts': '',
      'libs/a/src/basement.ts': 'type Based = 1;',
    },
    found: [
      'libs/a/src/roll-helper.ts: this file name says nothing',
      'libs/a/src/roll-helper.ts:1: RollManager says nothing',
      'libs/a/src/roll-helper.ts:2: stringUtils says nothing',
      'libs/a/src/roll-helper.ts:3: BaseRoll says nothing',
      'libs/a/src/utils.ts: this file name says nothing',
    ],
  },
]);

uphold(
  'named exports',
  namedExports,
  house.filter(({ path }) => !path.endsWith('.config.ts')),
  [
    planted(
      'default exports of both forms',
      `export default class {}\nconst a = 1;\nexport default a;\nexport const b = { default: 1 };`,
      '1: a default export: whoever imports it names it anew',
      '3: a default export: whoever imports it names it anew',
    ),
  ],
);

it('reads the house from the repository itself', () => {
  expect(house).toContainEqual(read('test/house/tidy.spec.ts'));
});
