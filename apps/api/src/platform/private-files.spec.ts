import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openOutboxFile } from '../reminders/outbox/outbox-file';
import { NameRegistry } from './name-registry';
import { guardDataFolder } from './private-files';

describe('what nobody else on the machine may read', () => {
  let room: string;
  let folder: string;
  const modeOf = (name: string) => (statSync(join(folder, name)).mode & 0o777).toString(8);
  beforeEach(() => {
    room = mkdtempSync(join(tmpdir(), 'plenum-private-'));
    folder = join(room, 'premade');
    mkdirSync(folder);
    chmodSync(folder, 0o755);
  });
  afterEach(() => rmSync(room, { recursive: true }));

  it('is closed from the beginning: names, mail, and what SQLite keeps beside them', () => {
    const names = NameRegistry.open(folder, 'hall');
    names.add([{ memberId: 'a', name: 'Aina Roca' }]);
    const outbox = openOutboxFile(folder, 'hall');
    const modes = readdirSync(folder).map((name) => [name, modeOf(name)]);
    names.close();
    outbox.close();
    expect(modes.map(([name]) => name)).toEqual(
      expect.arrayContaining(['hall.names.db', 'hall.names.db-wal', 'hall.outbox.db']),
    );
    expect(modes.filter(([, mode]) => mode !== '600')).toEqual([]);
  });

  it('is closed where it was found open, and nothing else is touched', () => {
    const secret = [
      'token.key',
      'hall.signing.key',
      'hall.next-signing.key',
      'hall.names.db',
      'hall.names.db-wal',
      'hall.outbox.db',
    ];
    const open = ['hall.verifier.key', 'hall.checkpoint', 'hall.log.db'];
    for (const name of [...secret, ...open]) {
      writeFileSync(join(folder, name), '');
      chmodSync(join(folder, name), 0o644);
    }
    guardDataFolder(folder);
    expect(secret.map(modeOf)).toEqual(secret.map(() => '600'));
    expect(open.map(modeOf)).toEqual(open.map(() => '644'));
  });

  it('is said of a folder that is open to everybody, with what to type', () => {
    expect(guardDataFolder(folder)).toContain(`\n  chmod 700 ${folder}\n`);
    chmodSync(folder, 0o750);
    expect(guardDataFolder(folder)).toBe('');
    expect(guardDataFolder(join(room, 'not-there-yet'))).toBe('');
  });
});
