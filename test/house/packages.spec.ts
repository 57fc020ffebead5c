import { exactVersions, noDownloadHosts, numberedRecords } from './packages';
import { read, sourcesIn } from './sources';
import { uphold } from './uphold';

const benches = sourcesIn('bench', /(^|\/)package(-lock)?\.json$/);
const manifests = [read('package.json'), ...benches.filter(({ path }) => path.endsWith('package.json'))];
const locks = [read('package-lock.json'), ...benches.filter(({ path }) => path.endsWith('package-lock.json'))];
const json = (value: object) => JSON.stringify(value);

uphold('every package has one exact version', exactVersions, manifests, [
  {
    what: 'ranges, tags and links',
    files: {
      'package.json': json({
        dependencies: { a: '^1.0.0', b: '1.0.0', c: 'latest' },
        devDependencies: { d: '~2.0.0', e: '1.0.0-rc.1' },
        optionalDependencies: { f: '>=1' },
      }),
    },
    found: ['a "^1.0.0"', 'c "latest"', 'd "~2.0.0"', 'f ">=1"'].map(
      (one) => `package.json: ${one} is not one exact version`,
    ),
  },
]);

uphold('lock files name digests, not hosts', noDownloadHosts, locks, [
  {
    what: 'a host, and a package without a digest',
    files: {
      'package-lock.json': json({
        packages: {
          '': { name: 'plenum' },
          'node_modules/a': { resolved: 'https://example.org/a.tgz', integrity: 'sha512-a' },
          'node_modules/b': {},
          'node_modules/c': { integrity: 'sha512-c' },
        },
      }),
    },
    found: ['package-lock.json: node_modules/a names a host', 'package-lock.json: node_modules/b has no digest'],
  },
]);

uphold('decision records are numbered', numberedRecords, sourcesIn('docs/adr', /\.md$/), [
  {
    what: 'a gap and a wrong heading',
    files: {
      'docs/adr/0001-begin.md': '# 1. Begin\n',
      'docs/adr/0002-go-on.md': '# 3. Go on\n',
      'docs/adr/0004-end.md': '# 4. End\n',
    },
    found: ['docs/adr/0002-go-on.md: the heading should begin "# 2. "', 'docs/adr/0004-end.md: should be number 3'],
  },
  {
    what: 'a number given twice, and a file that is no record',
    files: { 'docs/adr/0001-a.md': '# 1. A', 'docs/adr/0001-b.md': '# 1. B', 'docs/adr/README.md': '# Records' },
    found: ['docs/adr/0001-b.md: should be number 2', 'docs/adr/README.md: should be number 3'],
  },
]);
