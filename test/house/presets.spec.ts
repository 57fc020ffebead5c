import { Type } from '@sinclair/typebox';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { presets } from '../../apps/api/src/assemblies/presets/presets';
import { charterFault } from '../../libs/domain/src/assembly/charter.check';
import { Policy, type Charter } from '../../libs/domain/src/assembly/charter';
import { fieldsOf, invented, undocumented } from './presets';
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

  it('have a guide that explains every field of a policy, and none that there is not', () => {
    expect(undocumented(Policy, guide)).toEqual([]);
    expect(invented(Policy, guide)).toEqual([]);
  });

  it.each(chartersByName)('%s has a page, and a journey that plays a whole decision', (name) => {
    expect(guide).toContain(`](${name}.md)`);
    for (const path of [`docs/presets/${name}.md`, `test/journeys/presets/${name}.spec.ts`]) {
      expect([path, existsSync(join(ROOT, path))]).toEqual([path, true]);
    }
  });
});

describe('the law of explained fields', () => {
  const schema = Type.Object({
    id: Type.String(),
    quorums: Type.Array(Type.Object({ of: Type.String() })),
    shares: Type.Record(Type.String(), Type.String()),
  });

  it('looks into every part of a policy, and takes no names of classes or channels for fields', () => {
    expect(fieldsOf(schema)).toEqual(['id', 'quorums', 'quorums.of', 'shares']);
  });

  it('notices what is not explained, and what is invented', () => {
    const guide =
      '| Field | x |\n| `id` | x |\n| `quorums` | x |\n| `colour` | x |\nbut `quorums.of` and `shares` in passing';
    expect(undocumented(schema, guide)).toEqual(['quorums.of', 'shares']);
    expect(invented(schema, guide)).toEqual(['colour']);
  });
});
