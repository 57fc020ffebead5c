import { positionsOf } from '../../libs/event-log/src/given.contract';
import { Cluster } from './support/cluster';
import { History } from './support/history';
import { keepHistory } from './support/keep-history';
import { numbersFrom } from './support/numbers-from';

const RUNS = process.env['PLENUM_LONG'] ? 500 : 3;
const CALLERS = 6;
const CALLS = 12;

/** Six callers at three servers of a cluster whose leaders die and whose answers are lost, as the seed decides. */
async function runOf(seed: number): Promise<{ history: History; commandIds: readonly string[] }> {
  const next = numbersFrom(seed);
  const cluster = await Cluster.of(3);
  cluster.fateOf = () => (['answer-is-lost', 'never-arrives'] as const)[next(12)] ?? 'goes-through';
  const impatient = { patienceMs: 300, attemptMs: 300 };
  const logs = [await cluster.logs().create('co-op')];
  while (logs.length < 3) logs.push(await cluster.logs(impatient).open('co-op'));
  const history = new History();
  const member = () => `member-${next(CALLERS * CALLS * 2)}`;
  const call = (): Promise<void> => {
    const log = logs[next(3)]!;
    const kind = next(4);
    if (kind === 0) return history.readHead(log);
    return kind === 1 ? history.lookUp(log, member()) : history.append(log, member());
  };
  const caller = async () => {
    for (let calls = 0; calls < CALLS; calls += 1) await call();
  };
  const failing = (async () => {
    for (let deaths = 0; deaths < 2; deaths += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20 + next(60)));
      await cluster.failOver();
    }
  })();
  await Promise.all([failing, ...Array.from({ length: CALLERS }, caller)]);
  cluster.fateOf = () => 'goes-through';
  const all = await logs[0]!.readAll(0, 10_000);
  expect(positionsOf(all)).toEqual(all.map((_, index) => index + 1));
  await cluster.end();
  return { history, commandIds: all.map(({ commandId }) => commandId) };
}

describe(`${RUNS} histories of a cluster whose leaders die`, () => {
  it('are each explained by the one order of the log', async () => {
    for (let seed = 1; seed <= RUNS; seed += 1) {
      const { history, commandIds } = await runOf(seed);
      keepHistory(`seed-${seed}`, history, commandIds);
      expect({ seed, contradictions: history.contradictions(commandIds) }).toEqual({ seed, contradictions: [] });
      expect(history.known).toBeGreaterThan(CALLS);
    }
  }, 3_600_000);
});
