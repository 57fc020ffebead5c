import { MemoryEventLog } from './memory/memory-event-log';
import type { RecordedEvent } from './event-log';
import { Followers } from './following';
import { casting, castMany, positionsOf } from './given.contract';

describe('a follower of a store that reads slowly', () => {
  it('misses nothing that was stored, too much to hold, after the store had answered that there is no more', async () => {
    const log = new MemoryEventLog('co-op');
    const seen: RecordedEvent[] = [];
    let answered: (() => void) | undefined;
    let hold: Promise<void> = Promise.resolve();
    const store = {
      head: () => log.head(),
      readAll: async (after: number, limit: number) => {
        const page = await log.readAll(after, limit);
        answered?.();
        await hold;
        return page;
      },
    };
    const followers = new Followers(store);
    let goOn = (): void => undefined;
    hold = new Promise((resolve) => (goOn = resolve));
    const asked = new Promise<void>((resolve) => (answered = resolve));

    // The store has answered "nothing yet", but the answer is still on its way when 5,000 ballots are stored.
    const subscription = followers.follow(0, (events) => void seen.push(...events));
    await asked;
    followers.announce(await castMany(log, 5000));
    goOn();
    await subscription.caughtUp();

    expect(seen).toHaveLength(5000);
    await subscription.stop();
  });

  it('ends with what the store has failed with, also while it waits', async () => {
    const followers = new Followers(new MemoryEventLog('co-op'));
    const subscription = followers.follow(0, () => undefined);
    await subscription.caughtUp();

    followers.fail(new Error('the store shows another past'));

    await expect(subscription.finished).rejects.toThrow('the store shows another past');
    await subscription.stop();
  });

  it('does not read from the store what follows on from where it stands', async () => {
    const log = new MemoryEventLog('co-op');
    const seen: RecordedEvent[] = [];
    let reads = 0;
    const readAll = (after: number, limit: number) => (reads++, log.readAll(after, limit));
    const followers = new Followers({ head: () => log.head(), readAll });
    const subscription = followers.follow(0, (events) => void seen.push(...events));
    await subscription.caughtUp();
    for (const member of ['ada', 'bo', 'chi']) {
      followers.announce((await log.append(casting(member))).events);
      await subscription.caughtUp();
    }

    expect(positionsOf(seen)).toEqual([1, 2, 3]);
    // One to learn where it stands, one to learn that there was no more.
    expect(reads).toBeLessThanOrEqual(2);
    await subscription.stop();
  });
});
