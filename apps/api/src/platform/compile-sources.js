/** Lets `require` load the TypeScript of this repository, compiled as in specs: by SWC and `.swcrc`, with the libs behind their aliases. */
const Module = require('node:module');
const { join } = require('node:path');
const { transformFileSync } = require('@swc/core');

const ROOT = join(__dirname, '../../../..');
const LIB = /^@plenum\/([a-z-]+)$/;

Module.registerHooks({
  resolve: (specifier, context, next) => {
    const lib = LIB.exec(specifier)?.[1];
    return next(lib === undefined ? specifier : join(ROOT, 'libs', lib, 'src/index.ts'), context);
  },
});

require.extensions['.ts'] = (module, file) =>
  module._compile(transformFileSync(file, { swcrc: true, root: ROOT }).code, file);
