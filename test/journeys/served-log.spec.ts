import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteEventLogs } from '@plenum/event-log';
import { configFrom } from '../../apps/api/src/platform/config';
import { createServer } from '../../apps/api/src/server';
import { aina, openHall, well } from '../../apps/cli/src/hall.fixture';
import { type } from '../../apps/cli/src/typed.fixture';

describe('a log audited at its server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plenum-served-'));
  const headsDir = join(folder, 'heads');
  let server: Awaited<ReturnType<typeof createServer>>;
  let url: string;
  let token: string;
  beforeAll(async () => {
    const hall = await openHall();
    await hall.log.close();
    cpSync(hall.folder, folder, { recursive: true });
    await hall.end();
    const config = { ...configFrom({ PLENUM_DATA: folder, PLENUM_PORT: '0', NODE_ENV: 'production' }), headsDir };
    server = await createServer(config, new SqliteEventLogs(folder));
    await server.listen(0, '127.0.0.1');
    url = await server.getUrl();
    token = (await type(['token', '--role', 'auditor', '--data', folder])).out.trim();
    // A receipt waits for the first head to be signed.
    expect(await type(['receipt', '6', '--url', url, '--token', token, '--out', '-'])).toMatchObject({ exitCode: 0 });
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is verified and compared with its data folder over the network', async () => {
    const key = join(folder, 'hall.verifier.key');
    const verified = await type(['verify', url, '--token', token, '--key', key]);
    expect(verified).toMatchObject({ exitCode: 0, out: expect.stringContaining('VALID: ') as string });
    expect(verified.out).toMatch(/events {3}6, root /);
    for (const printed of [`${url}/graphql`, `${url}/graphql/`])
      expect(await type(['verify', printed, '--token', token, '--key', key])).toMatchObject({ exitCode: 0 });
    const compared = await type(['compare', url, folder, '--token', token, '--heads', headsDir]);
    expect(compared).toMatchObject({ exitCode: 0, out: expect.stringMatching(/^EQUAL: the same 6 events/m) as string });
  });

  it('is not believed on the word of the server alone, by the key that the server tells', async () => {
    const { exitCode, out } = await type(['verify', url, '--token', token]);
    expect(exitCode).toBe(2);
    expect(out).toContain('whether the key is the assembly’s own: it came with the log');
  });

  it('can be asked where a voice is', async () => {
    const { exitCode, out } = await type(['explain', aina, '--proposal', well, '--of', url, '--token', token]);
    expect({ exitCode, out }).toEqual({
      exitCode: 2,
      out: expect.stringContaining(`voting on proposal ${well} had not opened`) as string,
    });
  });

  it('needs somebody who asks: wrong use without a token, undecided with a wrong one', async () => {
    expect(await type(['verify', url])).toMatchObject({
      exitCode: 3,
      err: expect.stringContaining('TOKEN_MISSING') as string,
    });
    expect(await type(['verify', url, '--token', 'x'])).toMatchObject({ exitCode: 2 });
  });

  it('is undecided while no server answers', async () => {
    const { exitCode, out } = await type(['verify', 'http://127.0.0.1:9', '--token', token]);
    expect({ exitCode, out }).toEqual({
      exitCode: 2,
      out: expect.stringMatching(/^UNDECIDED: no server answers/) as string,
    });
  });
});
