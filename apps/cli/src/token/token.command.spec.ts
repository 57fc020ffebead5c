import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { aina, carme, openHall, type Hall } from '../hall.fixture';
import { globalId, Tokens } from '../server/server-parts';
import { type } from '../typed.fixture';

describe('plenum token', () => {
  let hall: Hall;
  beforeEach(async () => (hall = await openHall()));
  afterEach(() => hall.end());

  const token = (...args: string[]) => type(['token', '--data', hall.folder, ...args]);
  const viewerOf = (text: string) => Tokens.in(hall.folder).check(text.trim());

  it.each([
    ['by name, however it is written', ['--member-name', 'aina ROCA']],
    ['by id', ['--member', aina]],
    ['by the id that GraphQL shows', ['--member', globalId('Member', aina)]],
  ])('makes Aina a member token %s', async (_how, args) => {
    const { exitCode, out, err } = await token(...args);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    const viewer = await viewerOf(out);
    expect(viewer).toMatchObject({ assemblyId: 'hall', memberId: aina, actor: aina });
    expect([...viewer.roles]).toEqual(['member']);
  });

  it('grants several roles for as many hours as asked', async () => {
    const { out } = await token('--role', 'chair', '--role', 'member', '--member', aina, '--hours', '2');
    const viewer = await viewerOf(out);
    expect([...viewer.roles]).toEqual(['chair', 'member']);
    const hours = (viewer.expiresAt - Date.now() / 1000) / 3600;
    expect(hours).toBeGreaterThan(1.9);
    expect(hours).toBeLessThanOrEqual(2);
  });

  it('makes a token for an office without a member', async () => {
    const { out } = await token('--role', 'registrar');
    expect(await viewerOf(out)).toMatchObject({ actor: 'role:registrar', assemblyId: 'hall' });
  });

  it('makes a founding token for the server', async () => {
    const viewer = await viewerOf((await token('--server')).out);
    expect(viewer.assemblyId).toBe('plenum');
    expect([...viewer.roles]).toEqual(['admin']);
  });

  it.each([
    ['ROLE_UNKNOWN', 3, ['--role', 'king']],
    ['ROLE_MISSING', 3, []],
    ['MEMBER_MISSING', 3, ['--role', 'member']],
    ['OPTIONS_CONTRADICT', 3, ['--server', '--role', 'chair']],
    ['MEMBER_UNKNOWN', 1, ['--member-name', 'Aina']],
    ['MEMBER_UNKNOWN', 1, ['--member', '99999999-9999-4999-8999-999999999999']],
    ['LOG_NOT_FOUND', 1, ['--role', 'chair', '--assembly', 'elsewhere']],
  ])('%s: exit code %p for %p, and no token', async (code, exitCode, args) => {
    const typed = await token(...args);
    expect(typed).toMatchObject({ exitCode, out: '' });
    expect(typed.err.startsWith(`${code}: `)).toBe(true);
    expect(existsSync(join(hall.folder, 'token.key'))).toBe(false);
  });

  it('asks which of two members of one name is meant', async () => {
    const { exitCode, err } = await token('--member-name', 'Biel Font');
    expect(exitCode).toBe(1);
    expect(err).toContain(`${carme} (number 1003)`);
  });

  it('asks which of two assemblies is meant', async () => {
    const annex = await hall.another();
    const { exitCode, err } = await token('--role', 'chair');
    expect(exitCode).toBe(3);
    expect(err).toContain('  annex  The annex\n  hall  The village hall');
    expect(await viewerOf((await token('--role', 'chair', '--assembly', annex)).out)).toMatchObject({
      assemblyId: annex,
    });
  });

  it('makes none for a member who was struck from the roll', async () => {
    await hall.store('roll', { type: 'MemberStruck', version: 1, data: { memberId: aina, reason: 'Moved away' } });
    expect((await token('--member', aina)).err).toContain('MEMBER_UNKNOWN');
  });
});
