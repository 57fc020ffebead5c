import { join } from 'node:path';
import { positionsOf } from '../../libs/event-log/src/given.contract';
import { type Child, restOf, runInChild } from '../../libs/event-log/src/sqlite/child-process.contract';
import { Cluster } from './support/cluster';
import { anyEventStorePlace } from './support/event-store-place';

const APPEND_FOR_EVER = join(__dirname, 'support/append-for-ever.ts');
const ROUNDS = process.env['PLENUM_LONG'] ? 50 : 3;

async function firstLines({ lines }: Child, count: number): Promise<string[]> {
  const seen: string[] = [];
  while (seen.length < count) seen.push(String((await lines.next()).value));
  return seen;
}

/** The first event that is acknowledged behind this position; undefined when the child ends before. */
async function positionBeyond(head: number, { lines }: Child): Promise<number | undefined> {
  for (let line = await lines.next(); !line.done; line = await lines.next()) {
    const position = Number(line.value.split(' ')[1]);
    if (position > head) return position;
  }
  return undefined;
}

describe('a process whose cluster elects a leader', () => {
  it('outlives an election that takes longer than one look for the leader', async () => {
    const cluster = await Cluster.of(3);
    try {
      const log = await cluster.logs().create('co-op');
      const child = runInChild(APPEND_FOR_EVER, [`${cluster.url}&gossipTimeout=1`, cluster.pathOf('child'), '0']);
      await firstLines(child, 40);

      await cluster.electFor(4_000);
      const head = await log.head();

      expect(await positionBeyond(head, child)).toBeGreaterThan(head);
      child.process.kill('SIGKILL');
    } finally {
      await cluster.end();
    }
  }, 60_000);
});

describe('processes that are killed while they append to one log', () => {
  it(`lose nothing that was acknowledged, and find their copies again, in ${ROUNDS} rounds`, async () => {
    const place = await anyEventStorePlace();
    const log = await place.logs().create('co-op');
    const acknowledged: string[] = [];

    for (let round = 0; round < ROUNDS; round += 1) {
      const children = ['left', 'right'].map((side, index) =>
        runInChild(APPEND_FOR_EVER, [
          ...[place.url, place.pathOf(side), String((2 * round + index) * 1_000_000)],
          place.namespace,
        ]),
      );
      for (const child of children) acknowledged.push(...(await firstLines(child, 40 * (round + 1))));
      for (const child of children) child.process.kill('SIGKILL');
      for (const child of children) acknowledged.push(...(await restOf(child)));
    }

    const all = await log.readAll(0, 1_000_000);
    expect(positionsOf(all)).toEqual(all.map((_, index) => index + 1));
    const told = acknowledged.map((line) => line.split(' '));
    expect(told.map(([, position]) => all[Number(position) - 1]?.commandId)).toEqual(
      told.map(([commandId]) => commandId),
    );
    const again = await place.logs({}, 'left').open('co-op');
    expect(await again.readBytes(0, 1_000_000)).toEqual(await log.readBytes(0, 1_000_000));
  }, 600_000);
});
