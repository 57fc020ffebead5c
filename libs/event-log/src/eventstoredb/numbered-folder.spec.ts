import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { NumberedFolder } from './numbered-folder';

describe('a numbered folder', () => {
  let parent: string;
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'plenum-numbered-'));
  });
  afterEach(() => rmSync(parent, { recursive: true }));

  const taken = () => basename(NumberedFolder.take(parent).path);

  /** Finalizers run after the collection, in a later turn. */
  async function collectGarbage(): Promise<void> {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    for (let round = 0; round < 3; round += 1) {
      collect();
      await new Promise(setImmediate);
    }
  }

  it('is the first that is free', () => {
    const first = NumberedFolder.take(parent);
    expect([basename(first.path), taken()]).toEqual(['1', '2']);

    first.release();
    first.release();

    expect(taken()).toBe('1');
  });

  it('stays taken though nobody holds on to it', async () => {
    expect(taken()).toBe('1');
    await collectGarbage();

    expect(taken()).toBe('2');
  });
});
