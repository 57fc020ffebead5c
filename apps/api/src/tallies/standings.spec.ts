import { Logger, type LoggerService } from '@nestjs/common';
import { count, tally } from '@plenum/counting';
import { electionOf } from '@plenum/domain';
import { openSpring, type Spring } from '../roll/spring.fixture';
import { ada, asked, bo, cast, closed, cy, delegated, record, roof, type Fact } from './bakers.fixture';
import { Standings } from './standings';
import type { LoopLimits } from './too-large-for-the-loop';

/** Keeps what is told at debug, and drops the rest. */
class Told implements LoggerService {
  readonly debugs: string[] = [];
  debug(message: string): void {
    this.debugs.push(message);
  }
  log(): void {}
  warn(): void {}
  error(): void {}
}

let spring: Spring;
let standings: Standings;
let told: Told;

async function open(limits: LoopLimits): Promise<void> {
  told = new Told();
  Logger.overrideLogger(told);
  spring = await openSpring();
  standings = new Standings(limits);
}

afterEach(async () => {
  await standings.onApplicationShutdown();
  await spring.end();
});

const tell = (...facts: readonly Fact[]) => record(spring.assembly, ...facts);
const now = () => standings.of(spring.assembly, spring.assembly.view.record, roof)!;
const tallyNow = async () => (await standings.read(spring.assembly, roof))!.figures.tally;
const fromNothing = () => tally(electionOf(spring.assembly.view.record, roof)!);

describe.each([
  ['here and now', { members: 3, marks: 6 }],
  ['on a thread of its own', { members: 2, marks: 6 }],
])('where a proposal of three members stands, counted %s', (_where, limits) => {
  beforeEach(() => open(limits));

  it('is counted live at the head of the log, and the same from nothing at any position before', async () => {
    await tell(...asked('ordinary'), delegated(bo, ada));
    const records = [];
    for (const fact of [cast(ada, 'yes'), cast(cy, 'no'), delegated(cy, ada), cast(bo, 'abstain')]) {
      await tell(fact);
      expect(await tallyNow()).toEqual(fromNothing());
      records.push({ record: spring.assembly.view.record, shown: await tallyNow() });
    }
    expect(await now().figures()).toMatchObject({ members: 3, voters: 3 });
    for (const { record, shown } of records) {
      const past = await spring.assembly.past.recordAt(record.position);
      expect((await standings.of(spring.assembly, past, roof)!.figures()).tally).toEqual(shown);
    }
    expect(told.debugs).toEqual([`proposal ${roof} is counted live`]);
  });

  it('is counted from nothing under a cap, and the reason is told once', async () => {
    await tell(...asked('statutes'), delegated(bo, ada));
    for (const fact of [cast(ada, 'yes'), cast(cy, 'no')]) {
      await tell(fact);
      expect(await tallyNow()).toEqual(fromNothing());
    }
    expect(told.debugs).toEqual([`proposal ${roof} is counted from nothing: cap`]);
  });

  it("is read with one's own write in it, however many ask at once", async () => {
    await tell(...asked('statutes'), delegated(bo, ada));
    for (const fact of [cast(ada, 'yes'), cast(cy, 'no'), cast(ada, 'no')]) {
      await tell(fact);
      const { position } = spring.assembly.view.record;
      const reads = await Promise.all([1, 2, 3].map(() => standings.read(spring.assembly, roof)));
      for (const { record, figures } of reads.map((read) => read!)) {
        expect(record.position).toBe(position);
        expect(figures.tally).toEqual(fromNothing());
      }
    }
  });

  it('stays as it was certified once voting has closed', async () => {
    await tell(...asked('ordinary'), cast(ada, 'yes'));
    const before = await tallyNow();
    await tell(closed, delegated(bo, ada), cast(cy, 'no'));
    expect(await tallyNow()).toEqual(before);
    expect(count(electionOf(spring.assembly.view.record, roof)!).scores).toEqual(before.scores);
  });

  it('shows each member where their voice is, and what they carry or would carry', async () => {
    await tell(...asked('ordinary'), delegated(bo, ada), delegated(ada, cy), cast(cy, 'yes'));
    expect(await now().explain(bo)).toMatchObject({ fate: 'carried', path: [bo, ada, cy], voter: cy });
    expect(await now().carrying(cy)).toEqual({ cast: true, weight: '2', delegators: '2' });
    expect(await now().carrying(ada)).toEqual({ cast: false, weight: '1', delegators: '1' });
    await tell(delegated(ada, cy, bo));
    expect(await now().carrying(cy)).toEqual({ cast: true, weight: '2', delegators: '2' });
    expect(await now().carrying(ada)).toEqual({ cast: false, weight: '1', delegators: '1' });
    expect(await now().explain('nobody')).toBeUndefined();
  });

  it('shows who holds how much', async () => {
    await tell(...asked('ordinary'), delegated(bo, ada), cast(ada, 'yes'), cast(cy, 'no'));
    expect(await now().power(7)).toMatchObject({ largestCarriedShare: '1/3', largestCarriers: [ada], method: 'exact' });
  });

  it('is not told of a proposal that never opened', async () => {
    await tell(...asked('ordinary').slice(0, -1));
    expect(standings.of(spring.assembly, spring.assembly.view.record, roof)).toBeUndefined();
    expect(await standings.read(spring.assembly, roof)).toBeUndefined();
  });
});
