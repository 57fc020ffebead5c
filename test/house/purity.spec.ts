import { purity } from './purity';
import { sourcesIn } from './sources';
import { uphold } from './uphold';

const pure = ['libs/domain', 'libs/counting'].flatMap((folder) => sourcesIn(folder, /\.ts$/));
const file = 'libs/domain/src/a.ts';
const planted = (what: string, text: string, ...found: string[]) => ({
  what,
  files: { [file]: text },
  found: found.map((one) => `${file}:${one}`),
});

uphold('no clock, chance, environment, input or output', purity, pure, [
  planted(
    'a clock',
    `const a = Date.now();\nconst b = new Date();\nconst c = Date();\nconst d = performance.now();`,
    '1: Date.now reads a clock',
    '2: new Date() reads a clock or a time zone',
    '3: Date() reads a clock',
    '4: performance reaches outside',
  ),
  planted(
    'a time zone and a language',
    `new Date(2026, 1, 1).getHours();\n'a'.localeCompare('b');\n(1).toLocaleString();`,
    '1: new Date(2026, 1, 1).getHours depends on where it runs',
    '1: new Date() reads a clock or a time zone',
    "2: 'a'.localeCompare depends on where it runs",
    '3: (1).toLocaleString depends on where it runs',
  ),
  planted(
    'chance',
    `import { createHash, randomUUID } from 'node:crypto';\nconst a = Math.random();\nconst b = crypto.randomUUID();`,
    '1: createHash, randomUUID of node:crypto reaches outside',
    '2: Math.random is chance',
    '3: crypto reaches outside',
  ),
  planted(
    'a renamed import and a whole module',
    `import { randomBytes as createHash } from 'node:crypto';\nimport * as all from 'node:crypto';`,
    '1: randomBytes of node:crypto reaches outside',
    '2: all of node:crypto reaches outside',
  ),
  planted(
    'the environment and the world',
    `const a = process.env['A'];\nimport { readFileSync } from 'node:fs';\nfetch('x');\nconst b = globalThis;`,
    '2: readFileSync of node:fs reaches outside',
    '1: process reaches outside',
    '3: fetch reaches outside',
    '4: globalThis reaches outside',
  ),
  planted(
    'a timer and a late import',
    `setTimeout(() => 1, 5);\nconst a = import('./b');`,
    '1: setTimeout reaches outside',
    '2: import() loads from outside',
  ),
  planted(
    'nothing where there is nothing',
    [
      `import { createHash } from 'node:crypto';`,
      `// Date.now() and Math.random() in a comment`,
      `const text = 'process.env and new Date()';`,
      `const when = new Date(Date.parse('2026-11-24T00:00:00.000Z') + 1);`,
      `const record = { process: 1, fetch: 2 };`,
      `record.process + record.fetch;`,
    ].join('\n'),
  ),
  {
    what: 'nothing in a spec, which may draw lots',
    files: { 'libs/domain/src/a.spec.ts': 'Math.random();' },
    found: [],
  },
]);
