import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Gives the specs of this file a temporary directory of their own, so that they see what a demo leaves behind and not what another spec
 * plays with at the same time. The returned function lists what is in it.
 */
export function ownTemporaryFolder(): () => readonly string[] {
  const before = process.env['TMPDIR'];
  let own = '';
  beforeAll(() => {
    own = mkdtempSync(join(tmpdir(), 'plenum-spec-'));
    process.env['TMPDIR'] = own;
  });
  afterAll(() => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    rmSync(own, { recursive: true, force: true });
  });
  return () => readdirSync(own);
}
