import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openPrivateServer } from '../demo/private-server';
import type { Venue } from '../demo/venue';
import { Tokens } from '../server/server-parts';
import { type } from '../typed.fixture';

describe('plenum receipt', () => {
  let venue: Venue;
  let asMember: readonly string[];
  beforeAll(async () => {
    venue = await openPrivateServer(false);
    const { assemblyId, member } = venue.cast;
    const grant = { assemblyId, roles: ['member'] as const, memberId: member.memberId, lifetimeSeconds: 600 };
    asMember = ['--url', venue.url, '--token', await Tokens.in(venue.folder).issue(grant)];
  });
  afterAll(() => venue.close());

  it('writes a file, and a picture, that are checked without the server', async () => {
    const [file, picture] = [join(venue.folder, 'mine.tlog-proof'), join(venue.folder, 'mine.svg')];
    const kept = await type(['receipt', '400', ...asMember, '--out', file, '--qr', picture]);
    expect(kept.err).toBe(`kept ${file}; check it with: plenum verify receipt ${file} --key KEY\n`);
    expect(readFileSync(picture, 'utf8')).toMatch(/^<svg/);
    const key = readFileSync(join(venue.folder, `${venue.cast.assemblyId}.verifier.key`), 'utf8').trim();
    const { exitCode, out } = await type(['verify', 'receipt', file, '--key', key]);
    expect(exitCode).toBe(0);
    expect(out).toContain('event     400, ');
  });

  it('writes to standard output', async () => {
    const { exitCode, out } = await type(['receipt', '1', ...asMember, '--out', '-']);
    expect(exitCode).toBe(0);
    expect(out.startsWith('c2sp.org/tlog-proof@v1\nextra ')).toBe(true);
  });

  it('refuses what it cannot keep', async () => {
    const missing = join(venue.folder, 'none.tlog-proof');
    const beyond = await type(['receipt', '999999', ...asMember, '--out', missing]);
    expect(beyond).toMatchObject({ exitCode: 1, err: 'POSITION_UNKNOWN: the log has no event 999999 yet\n' });
    expect(existsSync(missing)).toBe(false);
    expect((await type(['receipt', '1', '--url', venue.url])).err).toMatch(/^TOKEN_MISSING/);
    expect((await type(['receipt', '1', '--url', venue.url, '--token', 'x'])).err).toMatch(/^TOKEN_INVALID/);
    expect((await type(['receipt', '0', ...asMember])).exitCode).toBe(3);
    const kept = await type(['receipt', __filename, ...asMember]);
    expect(kept).toMatchObject({ exitCode: 3, out: '' });
    expect(kept.err).toContain(`It is a file; a receipt is checked with: plenum verify receipt ${__filename}`);
  });
});
