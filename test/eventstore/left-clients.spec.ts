import { ANY, jsonEvent } from '@eventstore/db-client';
import { Connection } from '../../libs/event-log/src/eventstoredb/connection';
import { CountedClient } from '../../libs/event-log/src/eventstoredb/counted-client';
import { EventDatabase } from './server/event-database';
import { ProtocolNode } from './server/node';

const event = () => jsonEvent({ type: 'Said', data: { word: 'well' } });

describe('the connections of a client that was left, since its node fell silent', () => {
  let nodes: readonly ProtocolNode[];
  let leader: ProtocolNode;
  let connection: Connection;

  beforeEach(async () => {
    const database = new EventDatabase();
    nodes = [new ProtocolNode(database), new ProtocolNode(database)];
    for (const node of nodes) await node.start();
    const members = () =>
      nodes.map((node) => ({
        ...{ host: '127.0.0.1', port: node.port, alive: !node.silent },
        state: node === leader ? ('leader' as const) : ('follower' as const),
      }));
    for (const node of nodes) node.members = members;
    leader = nodes[0]!;
    const hosts = nodes.map(({ port }) => `127.0.0.1:${port}`).join(',');
    connection = new Connection(`esdb://${hosts}?tls=false`, { attemptMs: 100, patienceMs: 5_000 });
    await connection.appendPatiently('talk', [event()]);
  });
  afterEach(async () => {
    await connection.close();
    for (const node of nodes) await node.stop();
  });

  function silenceLeader(): ProtocolNode {
    const silent = leader;
    silent.silent = true;
    leader = nodes[1]!;
    return silent;
  }

  it('are given up when an append has waited in vain', async () => {
    const silent = silenceLeader();
    expect(await connection.append('talk', [event()], ANY)).toBe('unknown');
    expect(await connection.append('talk', [event()], ANY)).toBe('stored');
    await soon(() => expect(silent.connections).toBe(0));
  });

  it('are given up when a read has waited in vain', async () => {
    const silent = silenceLeader();
    expect(await connection.read('talk', 0n, 1)).toHaveLength(1);
    await soon(() => expect(silent.connections).toBe(0));
  });

  it('are all gone once it is closed, even if nobody was ever found again', async () => {
    for (const node of nodes) node.silent = true;
    expect(await connection.append('talk', [event()], ANY)).toBe('unknown');
    await connection.close();
    await soon(() => expect(nodes.map(({ connections }) => connections)).toEqual([0, 0]));
  });

  it('stay for a call that is under way on them, and go with its end', async () => {
    const counted = new CountedClient(leader.url);
    await counted.during(async (client) => {
      counted.leave();
      const { success } = await client.appendToStream('talk', event());
      expect(success).toBe(true);
    });
    await connection.close();
    await soon(() => expect(leader.connections).toBe(0));
  });
});

/** A connection that is closed here is seen to be closed there a moment later. */
async function soon(expectation: () => void): Promise<void> {
  for (let turn = 0; turn < 2_000; turn += 1) {
    try {
      return expectation();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }
  expectation();
}
