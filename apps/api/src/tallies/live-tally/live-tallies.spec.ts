import { Logger } from '@nestjs/common';
import type { OpenAssembly } from '../../platform/assemblies';
import { openSpring, type Spring } from '../../roll/spring.fixture';
import { ada, asked, bo, cast, cy, delegated, record, roof } from '../bakers.fixture';
import { Standings } from '../standings';
import type { TallyType } from '../tally/tally.type';
import { LiveTallies } from './live-tallies';

/** Somebody who listens to the tally of the roof. */
class Hearer {
  readonly heard: TallyType[] = [];
  readonly failures: unknown[] = [];
  readonly leave: () => void;
  private wake = () => {};

  constructor(live: LiveTallies, assembly: OpenAssembly) {
    this.leave = live.listen(assembly, roof, {
      push: (tally) => {
        this.heard.push(tally);
        this.wake();
      },
      fail: (reason) => {
        this.failures.push(reason);
        this.wake();
      },
    });
  }

  /** The first tally of this position or later. */
  async reaches(position: number): Promise<TallyType> {
    for (;;) {
      const found = this.heard.find((tally) => tally.position >= position);
      if (found !== undefined) return found;
      await this.hearsMore();
    }
  }

  hearsMore(): Promise<void> {
    return new Promise((resolve) => (this.wake = resolve));
  }
}

describe.each([
  ['here and now', { members: 3, marks: 6 }],
  ['on a thread of its own', { members: 2, marks: 6 }],
])('the live tally of a proposal that is counted %s', (_where, limits) => {
  let spring: Spring;
  let standings: Standings;
  let live: LiveTallies;

  beforeEach(async () => {
    Logger.overrideLogger(false);
    spring = await openSpring();
    standings = new Standings(limits);
    live = new LiveTallies(standings);
    await record(spring.assembly, ...asked('statutes'), delegated(bo, ada));
  });
  afterEach(async () => {
    await standings.onApplicationShutdown();
    await spring.end();
  });

  const position = () => spring.assembly.view.record.position;

  it('is told as it stands, then after every change, never an older one after a newer', async () => {
    const [first, second] = [new Hearer(live, spring.assembly), new Hearer(live, spring.assembly)];
    expect(await first.reaches(position())).toMatchObject({ own: '0', members: 3 });
    for (const [index, fact] of [cast(ada, 'yes'), cast(cy, 'no'), cast(bo, 'no')].entries()) {
      await record(spring.assembly, fact);
      for (const hearer of [first, second]) {
        expect(await hearer.reaches(position())).toMatchObject({ position: position(), voters: index + 1 });
      }
    }
    for (const { heard } of [first, second]) {
      const positions = heard.map((tally) => tally.position);
      expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b));
    }
    first.leave();
    second.leave();
  });

  it('is told whole to whoever joins later, and no more to whoever left', async () => {
    const gone = new Hearer(live, spring.assembly);
    await gone.reaches(position());
    gone.leave();
    await record(spring.assembly, cast(ada, 'yes'));
    const late = new Hearer(live, spring.assembly);
    expect(await late.reaches(position())).toMatchObject({ voters: 1 });
    expect(gone.heard).toHaveLength(1);
    late.leave();
  });
});

it('ends, with the reason, when nobody counts any more', async () => {
  Logger.overrideLogger(false);
  const spring = await openSpring();
  const standings = new Standings({ members: 0, marks: 0 });
  await record(spring.assembly, ...asked('ordinary'));
  standings.prepare(spring.assembly);
  await standings.onApplicationShutdown();
  const hearer = new Hearer(new LiveTallies(standings), spring.assembly);
  await hearer.hearsMore();
  expect(hearer.heard).toEqual([]);
  expect(hearer.failures).toMatchObject([{ code: 'COUNTING_STOPPED' }]);
  hearer.leave();
  await spring.end();
});
