import * as ts from 'typescript';
import { join, relative, sep } from 'node:path';
import { isForTests, read, ROOT, type Law, type Source } from './sources';
import { uphold } from './uphold';

/** What is built is compiled without the tests' types: a fixture among it breaks `npm start`, and no other test sees it. */
const builtWithoutTests: Law = (built) =>
  built
    .filter(({ path }) => !path.startsWith('bench/'))
    .filter(isForTests)
    .map(({ path }) => `${path}: is built, and only for tests`);

function builtFiles(): readonly Source[] {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.build.json'), ts.sys.readFile);
  const { fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  return fileNames.map((file) => read(relative(ROOT, file).split(sep).join('/')));
}

uphold('a build without the tests', builtWithoutTests, builtFiles(), [
  {
    what: 'a fixture, a contract and a spec',
    files: {
      'apps/a.fixture.ts': '',
      'apps/a.ts': '',
      'libs/b.contract.ts': '',
      'libs/b.spec.ts': '',
      'bench/c.ts': '',
    },
    found: ['apps/a.fixture.ts', 'libs/b.contract.ts', 'libs/b.spec.ts'].map(
      (path) => `${path}: is built, and only for tests`,
    ),
  },
]);
