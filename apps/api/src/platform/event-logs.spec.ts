import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BadEventStoreUrl, EventStoreLogs, SqliteEventLogs } from '@plenum/event-log';
import { configFrom, headsDirOf, processDirOf } from './config';
import { chosenStore, type ChosenStore } from './event-logs';

describe('where the server keeps its facts', () => {
  let dataDir: string;
  const chosen: ChosenStore[] = [];
  beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'plenum-store-'))));
  afterEach(async () => {
    for (const { logs, release } of chosen.splice(0)) {
      await logs.close();
      release();
    }
    rmSync(dataDir, { recursive: true });
  });

  function choose(env: Record<string, string>): ChosenStore {
    const store = chosenStore(configFrom({ PLENUM_DATA: dataDir, ...env }));
    chosen.push(store);
    return store;
  }

  it.each<Record<string, string>>([{}, { EVENTSTORE_URL: '' }])('is the data folder by default (%j)', (env) => {
    const { logs, config } = choose(env);

    expect(logs).toBeInstanceOf(SqliteEventLogs);
    expect([processDirOf(config), headsDirOf(config)]).toEqual([dataDir, `${dataDir}-heads`]);
  });

  it('is the cluster that EVENTSTORE_URL names, and each process has a folder of its own', () => {
    const env = { EVENTSTORE_URL: 'esdb://127.0.0.1:2113?tls=false', PLENUM_HEADS: '/mnt/heads' };
    const [first, second] = [choose(env), choose(env)];
    first.release();
    const third = choose(env);

    expect(first.logs).toBeInstanceOf(EventStoreLogs);
    const folders = [first, second, third].map(({ config }) => [processDirOf(config), headsDirOf(config)]);
    expect(folders).toEqual(
      ['1', '2', '1'].map((number) => [join(dataDir, 'processes', number), `/mnt/heads/${number}`]),
    );
  });

  it('is nowhere when the address cannot be used', () => {
    expect(() => choose({ EVENTSTORE_URL: 'esdb://node1:2113' })).toThrow(BadEventStoreUrl);
  });
});
