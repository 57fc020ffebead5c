import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LONG, report } from '../support/run-length';
import { plantedFaults } from './planted-faults';
import { planted, ROOT, ScratchCopy } from './scratch-copy';

describe('faults planted into a copy of the sources', () => {
  it('are at least 24, each of its own', () => {
    expect(plantedFaults.length).toBeGreaterThanOrEqual(24);
    expect(new Set(plantedFaults.map(({ fault }) => fault)).size).toBe(plantedFaults.length);
  });

  it.each(plantedFaults)('can still be planted where they were: $fault', ({ file, edits, caughtBy }) => {
    const sound = readFileSync(join(ROOT, file), 'utf8');
    expect(planted(sound, edits)).not.toBe(sound);
    expect(existsSync(join(ROOT, caughtBy))).toBe(true);
  });
});

if (LONG) {
  describe('the tests, on a copy of the sources', () => {
    let copy: ScratchCopy;
    beforeAll(() => void (copy = new ScratchCopy()));
    afterAll(() => copy[Symbol.dispose]());

    it.each([...new Set(plantedFaults.map(({ caughtBy }) => caughtBy))])(
      'find nothing where nothing was planted: %s',
      (spec) => {
        const { failed, passed, broken } = copy.run(spec);
        expect({ failed, broken }).toEqual({ failed: [], broken: 0 });
        expect(passed).toBeGreaterThan(0);
      },
      330_000,
    );

    it.each(plantedFaults)(
      'catch: $fault',
      (one) => {
        const { failed, broken } = copy.withFault(one, one.caughtBy);
        report('planted-faults', { fault: one.fault, caughtBy: one.caughtBy, failed: failed.slice(0, 3) });
        expect(broken).toBe(0);
        expect(failed).not.toEqual([]);
      },
      330_000,
    );
  });
}
