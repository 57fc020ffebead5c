import { randomUUID } from 'node:crypto';
import { Logger, type LoggerService } from '@nestjs/common';
import { count, tally } from '@plenum/counting';
import { electionOf, streams } from '@plenum/domain';
import { NO_STREAM, type NewEvent } from '@plenum/event-log';
import { openSpring, type Spring } from '../roll/spring.fixture';
import { ada, asked, bo, cast, closed, cy, delegated, roof, type Fact } from './bakers.fixture';
import { Standings } from './standings';

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

beforeEach(async () => {
  told = new Told();
  Logger.overrideLogger(told);
  spring = await openSpring();
  standings = new Standings(spring.assemblies);
});
afterEach(() => spring.end());

const streamOf = ({ data }: Fact): string => {
  if ('choice' in data) return streams.ballot(data.proposalId, data.memberId);
  if ('proposalId' in data) return streams.proposal(data.proposalId!);
  if ('scope' in data) return streams.delegations(data.memberId);
  return 'memberId' in data ? streams.roll() : streams.assembly();
};

/** Each fact is one command, and the view shows it. */
async function tell(...facts: readonly Fact[]): Promise<void> {
  const { log, view } = spring.assembly;
  for (const fact of facts) {
    const next = view.record.position + 1;
    const stream = streamOf(fact);
    const expectedRevision = (await log.readStream(stream)).at(-1)?.revision ?? NO_STREAM;
    const about = {
      commandId: randomUUID(),
      commandDigest: 'a'.repeat(64),
      actor: 'role:chair',
      at: '2026-11-24T12:00:00.000Z',
    };
    await log.append({ stream, expectedRevision, events: [{ ...fact, version: 1 } as NewEvent], ...about });
    await view.reached(next);
  }
}

const now = () => standings.of(spring.assembly.view.record, roof)!;
const fromNothing = () => tally(electionOf(spring.assembly.view.record, roof)!);

describe('where a proposal stands', () => {
  it('is counted live at the head of the log, and the same from nothing at any position before', async () => {
    await tell(...asked('ordinary'), delegated(bo, ada));
    const records = [];
    for (const fact of [cast(ada, 'yes'), cast(cy, 'no'), delegated(cy, ada), cast(bo, 'abstain')]) {
      await tell(fact);
      expect(now().tally).toEqual(fromNothing());
      records.push({ record: spring.assembly.view.record, shown: now().tally });
    }
    expect(now()).toMatchObject({ members: 3, voters: 3 });
    for (const { record, shown } of records) {
      const past = await spring.assembly.past.recordAt(record.position);
      expect(standings.of(past, roof)!.tally).toEqual(shown);
    }
    expect(told.debugs).toEqual([`proposal ${roof} is counted live`]);
  });

  it('is counted from nothing under a cap, and the reason is told once', async () => {
    await tell(...asked('statutes'), delegated(bo, ada));
    for (const fact of [cast(ada, 'yes'), cast(cy, 'no')]) {
      await tell(fact);
      expect(now().tally).toEqual(fromNothing());
    }
    expect(told.debugs).toEqual([`proposal ${roof} is counted from nothing: cap`]);
  });

  it('stays as it was certified once voting has closed', async () => {
    await tell(...asked('ordinary'), cast(ada, 'yes'));
    const before = now().tally;
    await tell(closed, delegated(bo, ada), cast(cy, 'no'));
    expect(now().tally).toEqual(before);
    expect(count(now().election).scores).toEqual(before.scores);
  });

  it('shows each member where their voice is', async () => {
    await tell(...asked('ordinary'), delegated(bo, ada), delegated(ada, cy), cast(cy, 'yes'));
    expect(now().explain(bo)).toMatchObject({ fate: 'carried', path: [bo, ada, cy], voter: cy });
  });
});
