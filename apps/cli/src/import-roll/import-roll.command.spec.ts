import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openPrivateServer } from '../demo/private-server';
import type { Venue } from '../demo/venue';
import { plenum } from '../program';
import { Paper, terminalOn, type } from '../typed.fixture';

describe('plenum import-roll', () => {
  let venue: Venue;
  let token: string;
  beforeAll(async () => {
    venue = await openPrivateServer(false);
    token = (await type(['token', '--data', venue.folder, '--role', 'registrar'])).out.trim();
  });
  afterAll(() => venue.close());

  const file = (name: string, text: string | Uint8Array) => {
    const path = join(venue.folder, name);
    writeFileSync(path, text);
    return path;
  };
  const command = (path: string, ...args: string[]) => [
    'import-roll',
    path,
    '--url',
    venue.url,
    '--token',
    token,
    ...args,
  ];

  it('enrols everybody in a file, once, however often it is sent under one command id', async () => {
    const path = file('spring.csv', 'name,number,class\nOna Grau,9001,workers\nPol Mir,9002,consumers\n');
    const dry = await type(command(path, '--dry-run'));
    expect(dry).toMatchObject({ exitCode: 0, out: '2 people could be enrolled; this was a dry run and nobody was\n' });
    const first = await type(command(path));
    expect(first.out).toMatch(/^2 people enrolled; the log is at position \d+\n$/);
    const [, commandId] = /^command id ([0-9a-f-]{36})\n$/.exec(first.err)!;
    const again = await type(command(path, '--command-id', commandId!));
    expect(again.out).toBe(first.out.replace('enrolled;', 'enrolled already, by this command id;'));
  });

  it('asks before it enrols somebody a second time by name', async () => {
    const path = file('twice.csv', 'name\nMar Sol\nNil Roc\n');
    expect((await type(command(path))).out).toMatch(/^2 people enrolled/);
    const again = await type(command(path));
    expect(again).toMatchObject({ exitCode: 2, out: '' });
    expect(again.err).toMatch(
      /NAMES_ON_THE_ROLL: 2 people have no number and are on the roll by name already \(line 2 and others\)/,
    );
    expect((await type(command(path, '--dry-run'))).out).toContain('was this file imported before?');
    expect((await type(command(path, '--namesakes'))).out).toMatch(/^2 people enrolled/);
  });

  it('shows how far it is on a terminal', async () => {
    const rows = Array.from({ length: 4_000 }, (_, index) => `Person ${index},${2_000_000 + index}`);
    const [out, err] = [new Paper(80, 24), new Paper(80, 24)];
    const path = file('many.csv', `name,number\n${rows.join('\n')}\n`);
    expect(await plenum(command(path), terminalOn(out, err))).toBe(0);
    expect(err.text).toMatch(/█.* of 4,000 people/);
    expect(out.text).toMatch(/^4,000 people enrolled/);
  });

  it.each([
    [
      'the line and column at fault',
      'name,weight\nOna Grau,1\nPol Mir,much\n',
      /^RollFileMustBeReadable: csv:3:weight: /m,
    ],
    ['bytes that are not text', Uint8Array.of(0xff, 0xfe, 0x00), /^FILE_UNREADABLE: .* is not UTF-8 text\n$/m],
  ])('names %s: exit code 2', async (_what, content, line) => {
    const typed = await type(command(file('bad.csv', content)));
    expect(typed).toMatchObject({ exitCode: 2, out: '' });
    expect(typed.err).toMatch(line);
  });

  it('says what to do when no server answers', async () => {
    const path = file('late.csv', 'name\nOna Grau\n');
    const typed = await type(['import-roll', path, '--url', 'http://127.0.0.1:1', '--token', token]);
    expect(typed).toMatchObject({ exitCode: 1, out: '' });
    expect(typed.err).toMatch(/SERVER_UNREACHABLE: .*; it is safe to try again with --command-id [0-9a-f-]{36}\n$/);
  });

  it.each([
    ['no token', '', 3, 'TOKEN_MISSING'],
    ['a token that is none', 'x.y.z', 1, 'TOKEN_INVALID'],
  ])('refuses %s', async (_what, bearer, exitCode, code) => {
    const path = file('who.csv', 'name\nOna Grau\n');
    const typed = await type(['import-roll', path, '--url', venue.url, '--token', bearer]);
    expect(typed).toMatchObject({ exitCode, out: '' });
    expect(typed.err).toContain(`${code}: `);
  });

  it('refuses a member: only a registrar keeps the roll', async () => {
    const member = (await type(['token', '--data', venue.folder, '--member-name', 'Aina Roca'])).out.trim();
    const path = file('coup.csv', 'name\nOna Grau\n');
    const typed = await type(['import-roll', path, '--url', venue.url, '--token', member]);
    expect(typed).toMatchObject({ exitCode: 1, out: '' });
    expect(typed.err).toContain('FORBIDDEN: ');
  });
});
