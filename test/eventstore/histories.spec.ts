import { casting, positionsOf } from '../../libs/event-log/src/given.contract';
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

/** The judge itself, judged: each fault is one that Porcupine calls illegal too. */
describe('a history', () => {
  const command = (member: string) => casting(member).commandId;
  const answering = (lastPosition: number) =>
    ({
      append: async () => ({ lastPosition }),
      head: async () => lastPosition,
      receiptOf: async () => (lastPosition === 0 ? undefined : { lastPosition }),
    }) as unknown as Parameters<History['append']>[0];
  const away = { append: () => Promise.reject(new Error('away')) } as unknown as Parameters<History['append']>[0];
  const [ada, bo] = [command('ada'), command('bo')];

  it.each<[string, (history: History) => Promise<void>, string]>([
    [
      'an acknowledged append that is not there',
      async (history) => {
        await sent(history);
        await history.append(answering(3), 'zoe');
      },
      'command-of-zoe was acknowledged at 3 and does not stand there',
    ],
    [
      'two appends at one position',
      async (history) => {
        await Promise.all([history.append(answering(1), 'ada'), history.append(answering(1), 'bo')]);
      },
      'command-of-bo was acknowledged at 1 and does not stand there',
    ],
    [
      'an append that stands before one that had ended',
      async (history) => {
        await history.append(answering(2), 'bo');
        await history.append(answering(1), 'ada');
      },
      'the append of command-of-ada, which stands at 1, began after the append of command-of-bo, acknowledged at 2, had ended',
    ],
    [
      'a read that misses what was acknowledged',
      async (history) => {
        await history.append(answering(1), 'ada');
        await history.readHead(answering(0));
        await history.append(away, 'bo');
      },
      'a read that answered 0 began after the append of command-of-ada, acknowledged at 1, had ended',
    ],
    [
      'a read of what had not begun',
      async (history) => {
        await history.readHead(answering(1));
        await sent(history);
      },
      'the append of command-of-ada, which stands at 1, began after a read that answered 1 had ended',
    ],
    [
      'a read that misses what another had shown, and nobody was told',
      async (history) => {
        await sent(history);
        await history.readHead(answering(2));
        await history.readHead(answering(1));
      },
      'a read that answered 1 began after a read that answered 2 had ended',
    ],
    [
      'a look-up that does not find what was acknowledged',
      async (history) => {
        await history.append(away, 'ada');
        await history.append(answering(2), 'bo');
        await history.lookUp(answering(0), 'bo');
      },
      'a look-up that did not find command-of-bo, which stands at 2, began after the append of command-of-bo',
    ],
    [
      'a look-up that does not find what stands before something that was seen',
      async (history) => {
        await sent(history);
        await history.readHead(answering(2));
        await history.lookUp(answering(0), 'ada');
      },
      'a look-up that did not find command-of-ada, which stands at 1, began after a read that answered 2 had ended',
    ],
    [
      'a look-up that finds it elsewhere',
      async (history) => {
        await sent(history);
        await history.lookUp(answering(2), 'ada');
      },
      'a look-up found command-of-ada at 2, where it does not stand',
    ],
    [
      'an event that nobody sent',
      (history) => history.append(away, 'ada'),
      'command-of-bo stands there, and nobody sent it',
    ],
  ])('is contradicted by %s', async (fault, live, what) => {
    const history = new History();
    await live(history);
    keepHistory(`fault, ${fault}`, history, [ada, bo]);

    const contradictions = history.contradictions([ada, bo]);
    expect(contradictions).toHaveLength(1);
    expect(contradictions[0]).toContain(what);
  });

  /** Both were sent, and nobody was told. */
  async function sent(history: History): Promise<void> {
    await Promise.all([history.append(away, 'ada'), history.append(away, 'bo')]);
  }

  it('is contradicted by a command that stands there twice', async () => {
    const history = new History();
    await sent(history);

    expect(history.contradictions([ada, bo, ada])).toEqual([`${ada} stands there twice`]);
  });

  it('is not contradicted by calls that overlap, or whose outcome was not known', async () => {
    const history = new History();
    await Promise.all([
      history.append(answering(2), 'bo'),
      history.append(answering(1), 'ada'),
      history.readHead(answering(1)),
    ]);
    await history.append(away, 'chi');

    expect(history.contradictions([ada, bo])).toEqual([]);
  });

  it('can be given to another judge, a call a line, with what the log holds', async () => {
    const history = new History();
    await history.append(away, 'bo');
    await history.append(answering(1), 'ada');
    await history.readHead(answering(1));
    await history.lookUp(answering(0), 'chi');

    const lines = history.asLines([ada]).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { call: 'append', began: 1, ended: 2, commandId: bo },
      { call: 'append', began: 3, ended: 4, commandId: ada, position: 1 },
      { call: 'head', began: 5, ended: 6, head: 1 },
      { call: 'receipt', began: 7, ended: 8, commandId: command('chi') },
      { log: [ada], contradictions: [] },
    ]);
  });
});
