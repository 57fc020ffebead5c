import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SqliteEventLogs } from '@plenum/event-log';
import { type } from '../typed.fixture';
import { editDatabase, keptAssembly, rewriting, type KeptAssembly } from '../verify/assembly.fixture';

describe('plenum key, where a key or a rotation was spoilt', () => {
  let kept: KeptAssembly;
  let room: string;
  /** The assembly after its key was rotated, once. */
  let rotated: string;
  let place: number;
  beforeAll(async () => {
    kept = await keptAssembly();
    room = join(kept.exported, '..');
    rotated = kept.copy('folder', () => undefined);
    place = kept.events.length + 1;
    expect((await command('rotate', rotated)).exitCode).toBe(0);
  });
  afterAll(() => kept.end());

  const command = (name: string, data: string) =>
    type(['key', name, '--data', data, ...(name === 'rotate' ? ['--heads', join(data, 'heads')] : [])]);
  const copyOf = (data: string) => {
    const copy = join(room, 'spoilt');
    rmSync(copy, { recursive: true, force: true });
    cpSync(data, copy, { recursive: true });
    return copy;
  };
  /** Somebody with the disk puts other words into the rotation, and mends its hash. */
  const withRotation = async (change: (event: string) => string) => {
    const data = copyOf(rotated);
    const logs = new SqliteEventLogs(data);
    const [event] = await (await logs.open(kept.assemblyId)).readBytes(place - 1, 1);
    await logs.close();
    const bytes = Buffer.from(change(Buffer.from(event!.bytes).toString()));
    editDatabase(data, kept.assemblyId, rewriting(place, bytes, true));
    return data;
  };
  const keyFile = (data: string, name: string) => join(data, `${kept.assemblyId}.${name}`);

  it.each<[string, RegExp, string]>([
    ['newKey', /"newKey":"[^"]+"/, '"newKey":"mine"'],
    ['oldKey', /"oldKey":"[^"]+"/, '"oldKey":7'],
    ['root', /"root":"[^"]+"/, '"root":"A"'],
    ['endorsement', /"endorsement":"[^"]+"/, '"endorsement":"?"'],
  ])('names the event whose %s cannot be read, and its rule', async (field, what, by) => {
    const data = await withRotation((event) => event.replace(what, by));
    for (const name of ['show', 'rotate']) {
      const { exitCode, err } = await command(name, data);
      expect(exitCode).toBe(1);
      expect(err).toMatch(/^LOG_NOT_AS_SIGNED: /);
      expect(err).toContain(`event ${place} breaks the rule key-rotation: ${field}`);
      expect(err).toContain('Run plenum verify on the log');
      expect(err).not.toContain('Ask for the file again');
    }
  });

  it('names the public key that cannot be read, and that the server writes it anew', async () => {
    const data = copyOf(kept.folder);
    const file = keyFile(data, 'verifier.key');
    writeFileSync(file, readFileSync(file, 'utf8').replace('+', ''));
    const { exitCode, err } = await command('show', data);
    expect(exitCode).toBe(1);
    expect(err).toMatch(/^KEY_MALFORMED: /);
    expect(err).toContain(`${file} breaks the rule key-form: `);
    expect(err).toContain('a start of the server writes it anew');
    expect(err).not.toContain('Ask for the file again');
  });

  it.each(['signing.key', 'next-signing.key'])(
    'names the secret in %s that cannot be read, and not the secret',
    async (name) => {
      const data = copyOf(kept.folder);
      const file = keyFile(data, name);
      writeFileSync(file, 'PRIVATE+KEY+plenum.local/torn');
      const { exitCode, err } = await command('rotate', data);
      expect(exitCode).toBe(1);
      expect(err).toMatch(/^KEY_MALFORMED: /);
      expect(err).toContain(`${file} breaks the rule key-form: signing key: `);
      expect(err).not.toContain('PRIVATE');
      expect(err).not.toContain('Ask for the file again');
    },
  );
});
