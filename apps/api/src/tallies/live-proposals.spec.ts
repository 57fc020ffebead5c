import { Logger } from '@nestjs/common';
import { tally } from '@plenum/counting';
import {
  electionOf,
  emptyRecord,
  recordFold,
  type AssemblyRecord,
  type PlenumEvent,
  type StoredEvent,
} from '@plenum/domain';
import { demoCharter } from '../demo/charter';
import type { Step } from '../platform/assembly-view';
import { LiveProposals } from './live-proposals';

const [ada, bo, cy, roof] = ['1', '2', '3', 'f'].map((digit) => `${digit.repeat(8)}-0000-4000-8000-000000000000`) as [
  string,
  string,
  string,
  string,
];

/** A view's steps, made by hand: what stands in the log, and whoever follows it. */
class Log {
  record: AssemblyRecord = emptyRecord;
  readonly live = new LiveProposals(this.record);

  tell(...facts: readonly Omit<PlenumEvent, 'version'>[]): this {
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

const enrolled = (memberId: string) =>
  ({ type: 'MemberEnrolled', data: { memberId, weight: '1', votes: true } }) as const;
const delegated = (memberId: string, ...delegates: string[]) =>
  ({ type: 'DelegationSet', data: { memberId, scope: 'assembly', delegates } }) as const;
const cast = (memberId: string, choice: string) =>
  ({ type: 'BallotCast', data: { proposalId: roof, memberId, choice, channel: 'online' } }) as const;
const closed = { type: 'VotingClosed', data: { proposalId: roof, cause: 'chair', reason: 'done' } } as const;

/** Ada, Bo and Cy are asked about the roof. */
function asked(): Log {
  const wording = { title: 'Mend the roof', text: '', options: ['yes', 'no'], policyId: 'ordinary' };
  const electorate = { members: 3, weight: '3' };
  const opening = { charterVersion: 1, rollRevision: 5, electorate, closesAt: '2026-12-24T12:00:00.000Z' };
  return new Log().tell(
    { type: 'AssemblyFounded', data: { name: 'Bakers of the Lane' } },
    { type: 'CharterAdopted', data: { charterVersion: 1, charter: demoCharter } },
    ...[ada, bo, cy].map(enrolled),
    { type: 'ProposalDrafted', data: { proposalId: roof, ...wording } },
    { type: 'VotingOpened', data: { proposalId: roof, ...opening } },
  );
}

describe('the live proposals of an assembly', () => {
  beforeAll(() => Logger.overrideLogger(false));

  it('count an open proposal step by step as the whole election counts', () => {
    const log = asked();
    for (const fact of [delegated(bo, ada), cast(ada, 'yes'), cast(cy, 'no')]) {
      log.tell(fact);
      const figures = log.live.figuresAt(log.record, roof)!;
      expect(JSON.stringify(figures.tally)).toBe(JSON.stringify(tally(electionOf(log.record, roof)!)));
    }
    expect(log.live.figuresAt(log.record, roof)).toMatchObject({ members: 3, voters: 2 });
  });

  it('say nothing of a record that the proposal has moved on from, and of one that it has not as much as now', () => {
    const log = asked().tell(cast(ada, 'yes'));
    const { record } = log;
    log.tell({
      type: 'VotingExtended',
      data: { proposalId: roof, closesAt: '2026-12-25T12:00:00.000Z', reason: 'snow' },
    });
    expect(log.live.figuresAt(record, roof)).toBeUndefined();
    const now = log.record;
    log.tell({ type: 'CharterAdopted', data: { charterVersion: 2, charter: demoCharter } });
    expect(log.live.figuresAt(now, roof)?.tally.scores).toMatchObject({ yes: '1' });
  });

  it('leave it to a count from nothing while somebody ranks two delegates, and go on afterwards', () => {
    const log = asked().tell(cast(ada, 'yes'));
    expect(log.live.figuresAt(log.record, roof)).toBeDefined();
    log.tell(delegated(bo, cy, ada));
    expect(log.live.figuresAt(log.record, roof)).toBeUndefined();
    log.tell(delegated(bo, ada));
    expect(log.live.figuresAt(log.record, roof)?.tally.sums).toMatchObject({ own: '1', carried: '1' });
  });

  it('let a proposal go when it closes', () => {
    const log = asked().tell(cast(ada, 'yes'));
    expect(log.live.figuresAt(log.record, roof)).toBeDefined();
    expect(log.tell(closed).live.figuresAt(log.record, roof)).toBeUndefined();
  });
});
