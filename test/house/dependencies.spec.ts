import { dependencies, fewFoundations, noCircles } from './dependencies';
import { sourcesIn } from './sources';
import { uphold } from './uphold';

const house = ['apps', 'libs'].flatMap((folder) => sourcesIn(folder, /\.tsx?$/));
const libs = sourcesIn('libs', /\.ts$/);

uphold('who uses whom', dependencies, house, [
  {
    what: 'a lib that uses one it may not',
    files: { 'libs/counting/src/a.ts': `import { streams } from '@plenum/domain';` },
    found: ['libs/counting/src/a.ts:1: libs/counting may not use @plenum/domain'],
  },
  {
    what: 'the domain using the log, by re-export or by a type alone',
    files: {
      'libs/domain/src/a.ts': `\nexport * from '@plenum/event-log';\ntype Log = import('@plenum/event-log').EventLog;`,
    },
    found: [
      'libs/domain/src/a.ts:2: libs/domain may not use @plenum/event-log',
      'libs/domain/src/a.ts:3: libs/domain may not use @plenum/event-log',
    ],
  },
  {
    what: 'a way round the front door',
    files: {
      'apps/api/src/a.ts': `import { x } from '@plenum/domain/src/kernel/exact';\nimport { y } from '../../../libs/domain/src/index';`,
    },
    found: [
      'apps/api/src/a.ts:1: @plenum/domain/src/kernel/exact reaches past the front door of a lib',
      'apps/api/src/a.ts:2: apps/api reaches into libs/domain',
    ],
  },
  {
    what: 'a lib that imports an app, or one app another',
    files: {
      'libs/event-log/src/sqlite/a.ts': `const api = await import('../../../../apps/api/src/server');`,
      'apps/cli/src/tail/a.ts': `import { createServer } from '../../../api/src/server';`,
    },
    found: [
      'libs/event-log/src/sqlite/a.ts:1: libs/event-log reaches into apps/api',
      'apps/cli/src/tail/a.ts:1: apps/cli reaches into apps/api',
    ],
  },
  {
    what: 'a page that computes',
    files: { 'apps/web/src/a.tsx': `import { count } from '@plenum/counting';` },
    found: ['apps/web/src/a.tsx:1: apps/web may not use @plenum/counting'],
  },
  {
    what: 'Nest, GraphQL and Fastify outside the server, also by require',
    files: {
      'libs/domain/src/a.ts': `import { Injectable } from '@nestjs/common';`,
      'apps/cli/src/a.ts': `import { parse } from 'graphql';\nimport { createClient } from 'graphql-ws';`,
      'libs/event-log/src/a.ts': `const fastify = require('fastify');`,
    },
    found: [
      'libs/domain/src/a.ts:1: @nestjs/common belongs to the server alone',
      'apps/cli/src/a.ts:1: graphql belongs to the server alone',
      'libs/event-log/src/a.ts:1: fastify belongs to the server alone',
    ],
  },
]);

uphold('what the pure libs rest on', fewFoundations, libs, [
  {
    what: 'one more package, and a Node module',
    files: {
      'libs/counting/src/a.ts': `import Big from 'big.js';`,
      'libs/domain/src/a.ts': `import { readFileSync } from 'node:fs';\nimport { Map } from 'immutable';`,
      'libs/domain/src/a.spec.ts': `import * as fc from 'fast-check';`,
    },
    found: [
      'libs/counting/src/a.ts:1: big.js is not among what libs/counting rests on',
      'libs/domain/src/a.ts:1: node:fs is not among what libs/domain rests on',
    ],
  },
]);

uphold('no circles of files', noCircles, house, [
  {
    what: 'three files that import one another',
    files: {
      'libs/domain/src/a.ts': `import { b } from './b';`,
      'libs/domain/src/b.ts': `export { c } from './c';`,
      'libs/domain/src/c/index.ts': `import { A, type B } from '../a';`,
    },
    found: ['libs/domain/src/a.ts -> libs/domain/src/b.ts -> libs/domain/src/c/index.ts -> libs/domain/src/a.ts'],
  },
  {
    what: 'two files that import values from each other, in an app too',
    files: {
      'apps/cli/src/a.ts': `import { b } from './b';\nexport const one = 1;`,
      'apps/cli/src/b.ts': `import { one } from './a';`,
      'apps/cli/src/c.ts': `import type { D } from './d';\nexport const three = 3;`,
      'apps/cli/src/d.ts': `import { three } from './c';`,
    },
    found: ['apps/cli/src/a.ts -> apps/cli/src/b.ts -> apps/cli/src/a.ts'],
  },
  {
    what: 'a file that imports itself, but not types alone, or the word in a text or a comment',
    files: {
      'libs/domain/src/a.ts': `import { a } from './a';`,
      'libs/domain/src/b.ts': `// import './b';\nconst text = "import './b'";`,
      'libs/domain/src/c.ts': `import type { C } from './c';\nimport { type D } from './c';\nexport type { E } from './c';`,
    },
    found: ['libs/domain/src/a.ts -> libs/domain/src/a.ts'],
  },
]);
