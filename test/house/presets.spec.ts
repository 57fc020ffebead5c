import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { presets } from '../../apps/api/src/assemblies/presets/presets';
import { charterFault } from '../../libs/domain/src/assembly/charter.check';
import type { Charter } from '../../libs/domain/src/assembly/charter';
import { fieldsOf, undocumented } from './presets';
import { read, ROOT } from './sources';

describe('presets', () => {
  const chartersByName = presets.map(({ name, charter }) => [name, charter as Charter] as const);
  const guide = read('docs/presets/README.md').text;

  it('are served by name, each one that is checked in', () => {
    const files = readdirSync(join(ROOT, 'presets')).sort();
    expect(presets.map(({ name }) => `${name}.json`)).toEqual(files);
  });

  it.each(chartersByName)('%s is a consistent charter', (_name, charter) => {
    expect(charterFault(charter)).toBeUndefined();
  });

  it.each(chartersByName)('%s uses no field that the guide does not explain', (_name, charter) => {
    expect(undocumented(charter.policies, guide)).toEqual([]);
  });

  it.each(chartersByName)('%s has a page, and a journey that plays a whole decision', (name) => {
    expect(guide).toContain(`](${name}.md)`);
    for (const path of [`docs/presets/${name}.md`, `test/journeys/presets/${name}.spec.ts`]) {
      expect([path, existsSync(join(ROOT, path))]).toEqual([path, true]);
    }
  });
});

describe('the law of explained fields', () => {
  it('looks into every part of a policy, and does not take names of classes or channels for fields', () => {
    const policy = { id: 'x', quorums: [{ of: 'present' }], weighing: { blocs: { shares: { workers: '1' } } } };
    expect(fieldsOf([policy])).toEqual([
      'id',
      'quorums',
      'quorums.of',
      'weighing',
      'weighing.blocs',
      'weighing.blocs.shares',
    ]);
  });

  it('finds what is not explained', () => {
    const guide = '| `id` | x |\n| `quorums` | x |\nbut `quorums.of` in passing';
    expect(undocumented([{ id: 'x', quorums: [{ of: 'present' }] }], guide)).toEqual(['quorums.of']);
  });
});
