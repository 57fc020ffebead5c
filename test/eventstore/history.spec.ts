import { casting } from '../../libs/event-log/src/given.contract';
import { explainedByTrying } from './support/every-order';
import { History } from './support/history';
import { keepHistory } from './support/keep-history';
import { numbersFrom } from './support/numbers-from';

type Log = Parameters<History['append']>[0];

/** The judge itself, judged: each fault is one that Porcupine calls illegal too. */
describe('a history', () => {
  const command = (member: string) => casting(member).commandId;
  const answering = (lastPosition: number) =>
    ({
      append: async () => ({ lastPosition }),
      head: async () => lastPosition,
      receiptOf: async () => (lastPosition === 0 ? undefined : { lastPosition }),
    }) as unknown as Log;
  const away = { append: () => Promise.reject(new Error('away')) } as unknown as Log;
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

/** Some calls of three members, each answered when the seed says so, with what it says: often what the log holds, not always. */
async function anyHistory(seed: number): Promise<{ history: History; log: readonly string[] }> {
  const next = numbersFrom(seed);
  const members = ['ada', 'bo', 'chi'].sort(() => next(3) - 1);
  const log = members.slice(0, 1 + next(3));
  const history = new History();
  const pending: (() => void)[] = [];
  const later = <T>(answer: T) => new Promise<T>((resolve) => pending.push(() => resolve(answer)));
  const positionOf = (member: string) => (next(5) === 0 ? next(4) : log.indexOf(member) + 1);
  const begin = (kind: number, member: string): Promise<void> => {
    const lastPosition = positionOf(member);
    if (kind === 0) return history.readHead({ head: () => later(next(log.length + 1)) } as unknown as Log);
    if (kind === 1)
      return history.lookUp(
        { receiptOf: () => later(lastPosition === 0 ? undefined : { lastPosition }) } as unknown as Log,
        member,
      );
    const fails = lastPosition === 0 || next(4) === 0;
    const append = () => later(undefined).then(() => (fails ? Promise.reject(new Error('away')) : { lastPosition }));
    return history.append({ append } as unknown as Log, member);
  };
  const calls: Promise<void>[] = [];
  for (let begun = 0; begun < 6 || pending.length > 0;) {
    if (begun < 6 && next(2) === 0) calls.push(begin(begun < 2 ? 2 : next(4), members[begun < 2 ? begun : next(3)]!));
    else pending.splice(next(pending.length), 1)[0]?.();
    begun = calls.length;
    await new Promise(setImmediate);
  }
  await Promise.all(calls);
  return { history, log: log.map((member) => casting(member).commandId) };
}

describe('the judge', () => {
  it('agrees with trying every order of the calls, on 1,000 small histories', async () => {
    const verdicts = { explained: 0, contradicted: 0 };
    for (let seed = 1; seed <= 1_000; seed += 1) {
      const { history, log } = await anyHistory(seed);
      const explained = explainedByTrying(history.asLines(log));
      const contradictions = history.contradictions(log);
      expect({ seed, contradictions, explained }).toEqual({
        seed,
        contradictions,
        explained: contradictions.length === 0,
      });
      verdicts[explained ? 'explained' : 'contradicted'] += 1;
    }
    expect(Math.min(verdicts.explained, verdicts.contradicted)).toBeGreaterThan(100);
  });
});
