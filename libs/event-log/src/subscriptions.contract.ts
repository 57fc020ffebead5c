import { SubscriptionEnded } from './errors';
import type { EventLog, RecordedEvent } from './event-log';
import { casting, castMany, positionsOf, refusalOf } from './given.contract';

/** Promises about `subscribe`: in order, without gaps or repeats, at the follower's pace. */
export function subscriptionContract(log: () => EventLog): void {
  const upTo = (last: number, first = 1): readonly number[] =>
    Array.from({ length: last - first + 1 }, (_, i) => first + i);

  it('catches up, then stays caught up', async () => {
    const seen: RecordedEvent[] = [];
    const before = await castMany(log(), 700);
    const subscription = log().subscribe(0, (events) => void seen.push(...events));

    await subscription.caughtUp();
    const after = await castMany(log(), 5, 700);
    await subscription.caughtUp();

    expect(seen).toEqual([...before, ...after]);
    await subscription.stop();
  });

  it('starts after the position it is given, even one that is still to come', async () => {
    const seen: RecordedEvent[] = [];
    await castMany(log(), 3);
    const subscription = log().subscribe(4, (events) => void seen.push(...events));

    await castMany(log(), 3, 3);
    await subscription.caughtUp();

    expect(positionsOf(seen)).toEqual([5, 6]);
    await subscription.stop();
  });

  it('misses and repeats nothing while others write during the catch-up', async () => {
    const seen: RecordedEvent[] = [];
    await castMany(log(), 1500);
    const subscription = log().subscribe(0, async (events) => {
      seen.push(...events);
      await castMany(log(), seen.length < 3000 ? 7 : 0, 10_000 + seen.length);
    });

    while (seen.length < 1600) await subscription.caughtUp();
    await subscription.stop();

    expect(positionsOf(seen)).toEqual(upTo(seen.length));
  });

  it('waits for a slow follower, delivers one batch at a time, and holds up nobody else', async () => {
    let underWay = 0;
    const slow: RecordedEvent[] = [];
    const quick: RecordedEvent[] = [];
    const patience: (() => void)[] = [];
    const slowly = log().subscribe(0, async (events) => {
      expect(++underWay).toBe(1);
      await new Promise<void>((resolve) => patience.push(resolve));
      slow.push(...events);
      underWay--;
    });
    const quickly = log().subscribe(0, (events) => void quick.push(...events));

    // More than is ever held for a busy follower: the rest has to come from the store.
    for (let round = 0; round < 5; round++) await castMany(log(), 1000, round * 1000);
    await quickly.caughtUp();
    const caughtUp = slowly.caughtUp();
    const release = setInterval(() => patience.splice(0).forEach((resolve) => resolve()), 1);
    await caughtUp;
    clearInterval(release);

    expect(positionsOf(quick)).toEqual(upTo(5000));
    expect(positionsOf(slow)).toEqual(upTo(5000));
    await Promise.all([slowly.stop(), quickly.stop()]);
  });

  it('hands over a batch larger than it ever holds', async () => {
    const seen: RecordedEvent[] = [];
    const subscription = log().subscribe(0, (events) => void seen.push(...events));
    await subscription.caughtUp();
    const roll = Array.from({ length: 9000 }, (_, seat) => ({ type: 'MemberEnrolled', version: 1, data: { seat } }));

    await log().append(casting('registrar', { events: roll }));
    await subscription.caughtUp();

    expect(positionsOf(seen)).toEqual(upTo(9000));
    await subscription.stop();
  });

  it('ends when the follower throws, with what it threw', async () => {
    const subscription = log().subscribe(0, () => {
      throw new Error('a view met an event it does not know');
    });
    const finished = refusalOf(subscription.finished);

    await castMany(log(), 1);

    expect(await finished).toMatchObject({ message: 'a view met an event it does not know' });
    expect(await refusalOf(subscription.caughtUp())).toBe(await finished);
    expect(await log().append(casting('ada'))).toMatchObject({ repeated: false });
  });

  it('delivers nothing after it was stopped, and says so to those who wait', async () => {
    const seen: RecordedEvent[] = [];
    const subscription = log().subscribe(0, (events) => void seen.push(...events));
    await castMany(log(), 2);
    await subscription.caughtUp();

    await subscription.stop();
    await castMany(log(), 2, 2);

    expect(positionsOf(seen)).toEqual([1, 2]);
    expect(await refusalOf(subscription.caughtUp())).toBeInstanceOf(SubscriptionEnded);
    await expect(subscription.finished).resolves.toBeUndefined();
  });

  it('ends when the log is closed', async () => {
    const subscription = log().subscribe(0, () => undefined);

    await log().close();

    await expect(subscription.finished).resolves.toBeUndefined();
  });
}
