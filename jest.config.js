/** The one jest configuration: every *.spec.ts under libs, apps, test and bench, transformed by SWC (types are checked by tsc). */
module.exports = {
  testEnvironment: 'node',
  // A shared, busy machine is slow, not wrong: nothing here asserts a time.
  testTimeout: 60_000,
  // Modules of every suite stay in the memory of their process (a known leak of vm modules): a worker with this much makes way for a new one.
  workerIdleMemoryLimit: '1GB',
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test', '<rootDir>/bench'],
  modulePathIgnorePatterns: ['<rootDir>/bench/graphql-servers', '<rootDir>/dist'],
  testMatch: ['**/*.spec.ts'],
  transform: { '^.+\\.ts$': '@swc/jest' },
  moduleNameMapper: { '^@plenum/([a-z-]+)$': '<rootDir>/libs/$1/src/index.ts' },
  reporters: ['default', '<rootDir>/test/closing-line.reporter.js'],
};
