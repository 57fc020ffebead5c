import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A temporary directory of one's own, so that a spec sees what a demo leaves behind and not what another spec plays with at the same time.
 * From its making to its `end` the process takes it for the system's.
 */
export class TemporaryFolder {
  private readonly before = process.env['TMPDIR'];
  private readonly own = mkdtempSync(join(tmpdir(), 'plenum-spec-'));

  constructor() {
    process.env['TMPDIR'] = this.own;
  }

  /** Names of what is in it. */
  get names(): readonly string[] {
    return readdirSync(this.own);
  }

  end(): void {
    if (this.before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = this.before;
    rmSync(this.own, { recursive: true, force: true });
  }
}
