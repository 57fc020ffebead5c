import { Logger } from '@nestjs/common';
import { tally } from '@plenum/counting';
import { electionOf, isRefusal, suppose, type SupposedDeed, type Supposition } from '@plenum/domain';
import { openSpring, type Spring } from '../roll/spring.fixture';
import { ada, asked, bo, cast, cy, delegated, record, roof } from './bakers.fixture';
import { Standings } from './standings';

const votesYes: SupposedDeed = { kind: 'cast-ballot', choice: 'yes' };

describe.each([
  ['here and now', { members: 6, marks: 12 }],
  ['on the thread for what can wait', { members: 4, marks: 12 }],
  ['there too, where its tally is counted on a thread', { members: 2, marks: 6 }],
])('what a member of three could do, counted %s', (_where, limits) => {
  let spring: Spring;
  let standings: Standings;
  beforeEach(async () => {
    Logger.overrideLogger(false);
    spring = await openSpring();
    standings = new Standings(limits);
  });
  afterEach(async () => {
    await standings.onApplicationShutdown();
    await spring.end();
  });

  const supposed = (memberId: string, ...deeds: readonly SupposedDeed[]): Supposition => {
    const head = { commandId: 'x', actor: memberId, at: '2026-11-24T12:00:00.000Z' };
    const told = suppose({ ...head, proposalId: roof, memberId, deeds }, spring.assembly.view.record, undefined);
    if (isRefusal(told)) throw new Error(told.refusal);
    return told;
  };
  const now = () => standings.of(spring.assembly, spring.assembly.view.record, roof)!;

  it.each(['ordinary', 'statutes'])('under the policy "%s" is told with what weight would move', async (policy) => {
    await record(spring.assembly, ...asked(policy), delegated(bo, ada), cast(cy, 'no'));
    const told = supposed(ada, votesYes);
    const consequence = await now().suppose(ada, told.events);
    const after = tally(electionOf(told.record, roof)!);
    expect(consequence.before.figures.tally).toEqual(tally(electionOf(spring.assembly.view.record, roof)!));
    expect(consequence.before.voice).toMatchObject({ fate: 'dead-end' });
    expect(consequence.after.figures).toEqual({ tally: after, members: 3, voters: 2 });
    expect(consequence.after.outcome).toEqual({ outcome: after.outcome, winners: after.winners });
    expect(consequence.after.voice).toMatchObject({ fate: 'own-ballot', voter: ada });
    expect(consequence.moved).toMatchObject({ members: 2, weight: '2' });
    expect(consequence.moved.moves).toHaveLength(2);
  });

  it('changes nothing of what is told next', async () => {
    await record(spring.assembly, ...asked('ordinary'), delegated(bo, ada));
    const before = await now().figures();
    await now().suppose(ada, supposed(ada, votesYes).events);
    expect(await now().figures()).toEqual(before);
    await record(spring.assembly, cast(ada, 'no'));
    expect((await now().figures()).tally.scores).toMatchObject({ yes: '0', no: '2' });
  });
});
