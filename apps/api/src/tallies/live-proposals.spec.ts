import { tally } from '@plenum/counting';
import { electionOf, emptyRecord, recordFold, type AssemblyRecord, type StoredEvent } from '@plenum/domain';
import { demoCharter } from '../demo/charter';
import type { Step } from '../platform/assembly-view';
import { ada, asked, bo, cast, closed, cy, delegated, roof, type Fact } from './bakers.fixture';
import { LiveProposals } from './live-proposals';

/** A view's steps, made by hand: what stands in the log, and whoever follows it. */
class Log {
  record: AssemblyRecord = emptyRecord;
  readonly told: string[] = [];
  readonly live = new LiveProposals(this.record, (message) => this.told.push(message));

  tell(...facts: readonly Fact[]): this {
    const before = this.record;
    const events = facts.map((fact, index) => {
      const position = before.position + index + 1;
      return { ...fact, version: 1, position, revision: position, at: '2026-11-24T12:00:00.000Z' } as StoredEvent;
    });
    const after = events.reduce((record, event) => recordFold.evolve(record, event), before);
    const step: Step = { before, after, events };
    this.record = after;
    this.live.step(step);
    return this;
  }
}

const begun = () => new Log().tell(...asked('ordinary'));

describe('the live proposals of an assembly', () => {
  it('count an open proposal step by step as the whole election counts', () => {
    const log = begun();
    for (const fact of [delegated(bo, ada), cast(ada, 'yes'), cast(cy, 'no')]) {
      log.tell(fact);
      const count = log.live.at(log.record, roof)!;
      expect(JSON.stringify(count.tally())).toBe(JSON.stringify(tally(electionOf(log.record, roof)!)));
    }
    expect(log.live.at(log.record, roof)).toMatchObject({ electors: 3, voters: 2 });
    expect(log.told).toEqual([`proposal ${roof} is counted live`]);
  });

  it('say nothing of a record that the proposal has moved on from, and of one that it has not as much as now', () => {
    const log = begun().tell(cast(ada, 'yes'));
    const { record } = log;
    log.tell({
      type: 'VotingExtended',
      data: { proposalId: roof, closesAt: '2026-12-25T12:00:00.000Z', reason: 'snow' },
    });
    expect(log.live.at(record, roof)).toBeUndefined();
    const now = log.record;
    log.tell({ type: 'CharterAdopted', data: { charterVersion: 2, charter: demoCharter } });
    expect(log.live.at(now, roof)?.tally().scores).toMatchObject({ yes: '1' });
  });

  it('leave it to a count from nothing while somebody ranks two delegates, and go on afterwards', () => {
    const log = begun().tell(cast(ada, 'yes'));
    expect(log.live.at(log.record, roof)).toBeDefined();
    log.tell(delegated(bo, cy, ada));
    expect(log.live.at(log.record, roof)).toBeUndefined();
    log.tell(delegated(bo, ada));
    expect(log.live.at(log.record, roof)?.tally().sums).toMatchObject({ own: '1', carried: '1' });
  });

  it('let a proposal go when it closes', () => {
    const log = begun().tell(cast(ada, 'yes'));
    expect(log.live.at(log.record, roof)).toBeDefined();
    expect(log.tell(closed).live.at(log.record, roof)).toBeUndefined();
  });
});
