import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreLogs, UnsafeStore } from '@plenum/event-log';
import { casting, castMany, refusalOf } from '../../libs/event-log/src/given.contract';
import { EventDatabase } from './server/event-database';
import { ProtocolNode } from './server/node';
import { selfSigned } from './server/self-signed';

/** TLS with an authority of one's own, and a log-in: how a cluster is really set up. */
describe('a server with TLS and a log-in', () => {
  const { certificate, key } = selfSigned();
  const secured = { certificate, key, user: 'plenum', password: 'p@ss:w/rd' };
  let folder: string;
  let node: ProtocolNode;
  const open: EventStoreLogs[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'plenum-secured-'));
    writeFileSync(join(folder, 'ca.crt'), certificate);
  });
  afterEach(async () => {
    for (const logs of open.splice(0)) await logs.close();
    await node.stop();
    rmSync(folder, { recursive: true });
  });

  async function started(settings: Record<string, string> = {}): Promise<void> {
    node = await new ProtocolNode(new EventDatabase(), { secured, settings }).start();
  }

  function logsFor(login: string, query = `?tlsCAFile=${encodeURIComponent(join(folder, 'ca.crt'))}`): EventStoreLogs {
    const url = `esdb://${login}localhost:${node.port}${query}`;
    const logs = new EventStoreLogs(url, { copies: join(folder, `copies-${open.length}`), patienceMs: 500 });
    open.push(logs);
    return logs;
  }

  const login = `plenum:${encodeURIComponent(secured.password)}@`;

  it('keeps a log for whoever has both, and tells a second process of it', async () => {
    await started();
    const log = await logsFor(login).create('co-op');
    const other = await logsFor(login).open('co-op');
    const seen: string[] = [];
    other.subscribe(0, (events) => void seen.push(...events.map(({ actor }) => actor)));

    await castMany(log, 20);
    await other.append(casting('ada'));

    expect(await log.head()).toBe(21);
    expect(seen).toContain('member-0');
  });

  it('shows its settings to whoever has both, and is refused for them', async () => {
    await started({ MemDb: 'true' });

    expect(await refusalOf(logsFor(login).create('co-op'))).toBeInstanceOf(UnsafeStore);
  });

  it.each([
    ['another password', 'plenum:guessed@', undefined],
    ['an authority that is not trusted', login, ''],
  ])('keeps nothing for whoever comes with %s', async (_, who, query) => {
    await started();

    const refusal = await refusalOf(logsFor(who, query).create('co-op'));

    expect(refusal).toMatchObject({ code: 'LOG_UNAVAILABLE' });
    expect(String(refusal)).not.toContain('guessed');
    expect(node.database.all).toEqual([]);
  });

  it.each([
    ['without a log-in', '', undefined],
    ['that hides failed appends', login, '?throwOnAppendFailure=false'],
    ['that reads from followers', login, '?nodePreference=follower'],
    ['with a file that is not there', login, '?tlsCAFile=/no/such/ca.crt'],
  ])('is not even asked by an address %s', async (_, who, query) => {
    await started();

    expect(() => logsFor(who, query)).toThrow(expect.objectContaining({ code: 'EVENTSTORE_URL_INVALID' }));
  });
});
