import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { NameRegistry } from './name-registry';

describe('whoever is forgotten', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'plenum-names-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const onDisk = () => readdirSync(folder).some((name) => readFileSync(join(folder, name)).includes('Ada Lovelace'));

  it('leaves the disk once nobody reads the old pages any more', () => {
    const names = NameRegistry.open(folder, 'spring');
    names.add([{ memberId: 'ada', name: 'Ada Lovelace' }]);
    const reader = new DatabaseSync(join(folder, 'spring.names.db'));
    reader.exec('begin');
    reader.prepare('select * from people').all();
    names.forget(['ada']);
    expect(names.get('ada')).toBeUndefined();
    expect(onDisk()).toBe(true);
    reader.exec('rollback');
    reader.close();
    names.add([{ memberId: 'bruno', name: 'Bruno' }]);
    expect(onDisk()).toBe(false);
    names.close();
  });
});
