/**
 * Compiles the sources as `compile-sources.js` of the server does, but each only once for all processes that name the same
 * COMPILED folder: a server that is killed and started a hundred times should spend its time serving.
 */
const { createHash } = require('node:crypto');
const { existsSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
require('../../../apps/api/src/platform/compile-sources.js');

const compile = require.extensions['.ts'];

require.extensions['.ts'] = (module, file) => {
  const name = createHash('sha256').update(file).update(readFileSync(file)).digest('hex');
  const kept = join(process.env.COMPILED, `${name}.js`);
  if (existsSync(kept)) return module._compile(readFileSync(kept, 'utf8'), file);
  const keep = { _compile: (code, path) => (write(kept, code), module._compile(code, path)) };
  compile(keep, file);
};

function write(kept, code) {
  const mine = `${kept}.${process.pid}`;
  writeFileSync(mine, code);
  renameSync(mine, kept);
}
