import type { AssemblyRecord, TurningPoints } from '@plenum/domain';
import { openSpring, type Spring } from '../../roll/spring.fixture';
import { ada, asked, bo, cast, closed, delegated, enrolled, record, roof } from '../../tallies/bakers.fixture';
import { Standing } from '../../tallies/standing';
import { FoundTurningPoints } from './found-turning-points';

const none: TurningPoints = { points: [], isComplete: true };

describe('a story that was looked up', () => {
  let spring: Spring;
  let found: FoundTurningPoints;
  /** Positions at which somebody had to look it up. */
  let lookedUpAt: number[];
  let fails: boolean;
  beforeEach(async () => {
    spring = await openSpring();
    [found, lookedUpAt, fails] = [new FoundTurningPoints(), [], false];
    await record(spring.assembly, ...asked('ordinary'));
  });
  afterEach(() => spring.end());

  const standingAt = (at: AssemblyRecord) =>
    new Standing(at, async () => {
      lookedUpAt.push(at.position);
      if (fails) throw new Error('the log is away');
      return none as never;
    });
  const ask = () => found.of(standingAt(spring.assembly.view.record), roof);
  const head = () => spring.assembly.view.record.position;

  it('is told to all who ask until something that it depends on changes', async () => {
    const opening = head();
    await Promise.all([ask(), ask(), ask()]);
    await record(spring.assembly, cast(ada, 'yes'));
    await Promise.all([ask(), ask()]);
    await record(spring.assembly, delegated(bo, ada));
    expect(await ask()).toBe(none);
    expect(lookedUpAt).toEqual([opening, opening + 1, opening + 2]);
  });

  it('is told for good once voting has closed', async () => {
    await record(spring.assembly, closed);
    await ask();
    await record(spring.assembly, delegated(bo, ada), enrolled('4'.repeat(8) + '-0000-4000-8000-000000000000'));
    await ask();
    expect(lookedUpAt).toEqual([head() - 2]);
  });

  it('is looked up again after a failure', async () => {
    fails = true;
    await expect(ask()).rejects.toThrow('the log is away');
    fails = false;
    expect(await ask()).toBe(none);
    expect(lookedUpAt).toHaveLength(2);
  });
});
