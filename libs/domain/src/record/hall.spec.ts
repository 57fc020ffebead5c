import { count, explain, parseCountFile, printCountFile, printResult, tally } from '@plenum/counting';
import { castBallot, castNamedBallot } from '../ballots/ballots.decide';
import { BallotCast, BallotChanged } from '../ballots/ballots.events';
import type { PlenumEvent } from '../catalogue';
import { fact } from '../kernel/event-type';
import { given } from '../kernel/given.contract';
import { ProposalEscalated } from '../proposals/lifecycle.events';
import { checkIn } from '../presence/presence.decide';
import { electionOf } from './election-of';
import {
  agreed,
  appointed,
  began,
  calledOff,
  convened,
  ended,
  entered,
  enters,
  leaves,
  showOpened,
  tellersOnRoll,
  tess,
  tom,
  voted,
  winter,
} from './hall.contract';
import {
  ada,
  amended,
  bo,
  cast,
  cleo,
  closed,
  dan,
  delegated,
  drafted,
  enrolled,
  eva,
  fence,
  founded,
  opened,
  policy,
  readmitted,
  roof,
  struck,
  tookBack,
} from './people.contract';
import { Story, type Told } from './story.contract';

const everybody = [...[ada, bo, cleo, dan, eva].map((id) => enrolled(id)), ...tellersOnRoll];
const evening = [...founded(), ...everybody, drafted(roof), drafted(fence), opened(roof), convened([roof]), began];
const after = (...told: readonly Told[]) => new Story().tell(...evening, ...told);

const votes =
  (memberId: string, choice = 'yes') =>
  (story: Story) =>
    castBallot(
      { ...story.by(memberId), proposalId: roof, memberId, choice },
      story.ballot(roof, memberId),
      story.ballotFacts(roof, memberId),
    );
const callsOut =
  (memberId: string, choice = 'yes', tellerId: string | undefined = tom) =>
  (story: Story) =>
    castNamedBallot(
      { ...story.by(tom), proposalId: roof, memberId, choice, tellerId },
      story.ballot(roof, memberId),
      story.ballotFacts(roof, memberId),
    );

/** Where the voices of the roof are, by source and channel. */
function lines(story: Story) {
  const { sums, undelivered, byChannel, scores } = tally(electionOf(story.record, roof)!);
  const { 'in-person': hall, online } = byChannel;
  return {
    hall: hall === undefined ? {} : { own: hall.own, carried: hall.carried, hands: hall.handCount },
    online: online === undefined ? {} : { own: online.own, carried: online.carried },
    hands: sums.handCount,
    undelivered: undelivered.total,
    scores,
  };
}
const fates = (story: Story, ...ids: string[]) => ids.map((id) => explain(electionOf(story.record, roof)!, id)?.fate);

describe('a member who voted online and then checks in', () => {
  it('keeps an online ballot until they vote again, in the hall', () => {
    const online = after(cast(ada, roof, 'yes'), enters(ada));
    expect(lines(online)).toMatchObject({ hall: {}, online: { own: '1' } });
    expect(fates(online, ada)).toEqual(['own-ballot']);
    given(...evening, cast(ada, roof, 'yes'), enters(ada))
      .when(votes(ada))
      .then(fact(BallotChanged, { proposalId: roof, memberId: ada, choice: 'yes', channel: 'in-person' }));
    const again = fact(BallotChanged, { proposalId: roof, memberId: ada, choice: 'yes', channel: 'in-person' });
    expect(lines(online.tell(again))).toMatchObject({ hall: { own: '1' }, online: { own: '0' } });
  });

  it('is not counted by hand: they have an own ballot', () => {
    const story = after(cast(ada, roof, 'yes'), enters(ada), enters(bo), showOpened());
    expect(fates(story, ada, bo)).toEqual(['own-ballot', 'hand-count']);
  });
});

describe('a member who checks in and leaves', () => {
  it('leaves what they voted in the hall as it is, and votes online from then on', () => {
    const gone = [enters(ada), voted(ada, 'no'), leaves(ada)];
    expect(lines(after(...gone))).toMatchObject({ hall: { own: '1' } });
    given(...evening, ...gone)
      .when(votes(ada))
      .then(fact(BallotChanged, { proposalId: roof, memberId: ada, choice: 'yes', channel: 'online' }));
  });

  it('is counted by hand where the show of hands was opened while they were in, and not where after', () => {
    expect(fates(after(enters(ada), enters(bo), showOpened(), leaves(ada)), ada)).toEqual(['hand-count']);
    expect(fates(after(enters(ada), enters(bo), leaves(ada), showOpened()), ada)).toEqual(['dead-end']);
  });

  it('votes online once the meeting is over, or where the proposal is not on its agenda', () => {
    given(...evening, enters(ada), ended)
      .when(votes(ada))
      .then(voted(ada, 'yes', 'online'));
    given(...evening.slice(0, -2), convened([fence]), began, enters(ada))
      .when(votes(ada))
      .then(voted(ada, 'yes', 'online'));
    given(...evening, enters(ada))
      .when(votes(ada))
      .then(voted(ada, 'yes', 'in-person'));
  });
});

describe('a member whose delegate is in the hall', () => {
  it('is carried through the hall’s channel, and marked as carried', () => {
    const story = after(enters(ada), delegated(eva, ada), voted(ada, 'yes'));
    expect(lines(story)).toMatchObject({ hall: { own: '1', carried: '1' }, online: { own: '0', carried: '0' } });
  });

  it('keeps their delegate out of the counted set', () => {
    const story = after(enters(ada), enters(bo), delegated(eva, ada), showOpened());
    expect(fates(story, ada, bo, eva)).toEqual(['dead-end', 'hand-count', 'dead-end']);
    story.tell(voted(ada, 'yes'));
    expect(fates(story, ada, eva)).toEqual(['own-ballot', 'carried']);
  });

  it('delegates to nobody once that delegate’s hand is counted', () => {
    const story = after(enters(ada), enters(bo), showOpened(), delegated(eva, ada));
    expect(fates(story, ada, eva)).toEqual(['hand-count', 'dead-end']);
    expect(explain(electionOf(story.record, roof)!, eva)!.skipped).toEqual([
      { delegate: ada, rank: 1, why: 'counted-by-hand' },
    ]);
  });

  it('lets their own delegation sleep when they are in the hall themself', () => {
    const story = after(enters(ada), enters(bo), delegated(ada, bo), delegated(bo, ada), showOpened());
    expect(fates(story, ada, bo)).toEqual(['hand-count', 'hand-count']);
  });
});

describe('a show of hands', () => {
  const raised = [enters(ada), enters(bo), enters(cleo), delegated(cleo, eva), cast(eva, roof, 'no'), showOpened()];

  it('counts nothing until two tellers agree, then by heads times the weight that all have', () => {
    const story = after(...raised);
    expect(lines(story)).toMatchObject({ hands: '0', undelivered: '4', scores: { yes: '0', no: '1' } });
    story.tell(entered(tom, { yes: 2 }));
    expect(lines(story)).toMatchObject({ hands: '0', undelivered: '4' });
    story.tell(entered(tess, { yes: 2 }), agreed({ yes: 2 }));
    expect(lines(story)).toMatchObject({ hands: '2', undelivered: '2', scores: { yes: '2', no: '1' } });
    expect(lines(story).hall).toEqual({ own: '0', carried: '0', hands: '2' });
  });

  it('whose second teller disagrees stays open, with both sheets on the table', () => {
    const story = after(...raised, entered(tom, { yes: 2 }), entered(tess, { yes: 3 }));
    const [handCount] = story.proposal(roof).handCounts!;
    expect(handCount).toMatchObject({ status: 'open', entered: { [tom]: { yes: 2 }, [tess]: { yes: 3 } } });
    expect(lines(story)).toMatchObject({ hands: '0' });
  });

  it('keeps its members from voting by phone, and those only', () => {
    given(...evening, ...raised)
      .when(votes(ada))
      .thenRefused('CountedMemberMustNotCastBallot');
    given(...evening, ...raised, entered(tess, { yes: 2 }), agreed({ yes: 2 }))
      .when(votes(ada))
      .thenRefused('CountedMemberMustNotCastBallot');
    given(...evening, ...raised, calledOff())
      .when(votes(ada))
      .then(voted(ada, 'yes'));
    given(...evening, ...raised)
      .when(votes(dan))
      .then(voted(dan, 'yes', 'online'));
    expect(fates(after(...raised, voted(ada, 'yes', 'online')), ada)).toEqual(['hand-count']);
  });

  it('does not take in who checks in while it is open; they can vote', () => {
    const late = [...raised, enters(dan)];
    expect(fates(after(...late), dan)).toEqual(['dead-end']);
    given(...evening, ...late)
      .when(votes(dan))
      .then(voted(dan, 'yes'));
  });

  it('that two tellers never agreed on counts nothing at the close, and its members’ delegations apply', () => {
    const story = after(...raised, entered(tom, { yes: 2 }), closed(roof));
    expect(fates(story, ada, cleo)).toEqual(['dead-end', 'carried']);
    expect(lines(story)).toMatchObject({ hands: '0', scores: { no: '2' } });
  });

  it('that was recorded stays at the close', () => {
    const story = after(...raised, entered(tess, { no: 3 }), agreed({ no: 3 }), closed(roof), ended);
    expect(lines(story)).toMatchObject({ hands: '3', scores: { no: '4' } });
  });

  it('holds nobody once one of its members is struck, even if they come back: nobody knows which hands to take out', () => {
    const struckOne = [...raised, entered(tess, { yes: 2 }), agreed({ yes: 2 }), struck(bo)];
    expect(lines(after(...struckOne))).toMatchObject({ hands: '0', undelivered: '2' });
    expect(fates(after(...struckOne), ada, cleo)).toEqual(['dead-end', 'carried']);
    expect(lines(after(...struckOne, readmitted(bo)))).toMatchObject({ hands: '0' });
    given(...evening, ...struckOne)
      .when(votes(ada))
      .then(voted(ada, 'yes'));
    expect(lines(after(...raised, entered(tess, { yes: 2 }), agreed({ yes: 2 }), struck(dan)))).toMatchObject({
      hands: '2',
    });
  });

  it('holds nobody where weights are live and one of its members comes to weigh more', () => {
    const live = policy('ordinary', { frozen: { electorate: 'live', weights: 'live', delegations: 'live' } });
    const under = (ordinary: ReturnType<typeof policy>) =>
      new Story().tell(
        ...founded(ordinary),
        ...evening.slice(2),
        ...raised,
        entered(tess, { yes: 2 }),
        agreed({ yes: 2 }),
        amended(ada, { weight: '2' }),
      );
    expect(lines(under(live))).toMatchObject({ hands: '0' });
    expect(lines(under(policy('ordinary')))).toMatchObject({ hands: '2' });
  });

  it('of several classes holds nobody once the proposal is escalated to a policy that asks each class apart', () => {
    const threshold = { base: 'yes-no', fraction: '1/2', strict: true } as const;
    const strict = policy('special', { thresholds: [{ ...threshold, perBloc: 'class' }] });
    const alike = policy('alike');
    const escalated = (policyId: string) =>
      fact(ProposalEscalated, { proposalId: roof, classId: 'workers', policyId, demands: 1, asked: 2 });
    const story = (policyId: string) =>
      new Story().tell(
        ...founded(policy('ordinary'), strict, alike),
        ...[enrolled(ada, { classId: 'workers' }), enrolled(bo, { classId: 'clients' }), ...tellersOnRoll],
        ...[drafted(roof), opened(roof), convened([roof]), began, enters(ada), enters(bo), showOpened()],
        ...[entered(tom, { yes: 2 }), entered(tess, { yes: 2 }), agreed({ yes: 2 }), escalated(policyId)],
      );
    expect(lines(story('special'))).toMatchObject({ hands: '0', undelivered: '2' });
    expect(lines(story('alike'))).toMatchObject({ hands: '2' });
  });

  it('of unequal own weights, opened by a chair who raced the desk, holds nobody', () => {
    const double = enrolled(bo, { weight: '2' });
    const story = new Story().tell(
      ...founded(),
      ...[enrolled(ada), double, drafted(roof), drafted(fence), opened(roof), convened([roof]), began],
      ...[enters(ada), enters(bo), showOpened()],
    );
    expect(fates(story, ada, bo)).toEqual(['dead-end', 'dead-end']);
  });

  it('makes a count file that a stranger reads and counts to the same bytes', () => {
    const story = after(...raised, entered(tess, { yes: 2, abstain: 1 }), agreed({ yes: 2, abstain: 1 }), closed(roof));
    const election = electionOf(story.record, roof)!;
    const read = parseCountFile(printCountFile(election));
    if (!('election' in read)) throw new Error(JSON.stringify(read));
    expect(printResult(count(read.election))).toBe(printResult(count(election)));
  });
});

describe('a quorum of presence', () => {
  const half = policy('ordinary', { quorums: [{ of: 'present', fraction: '3/5' }] });
  const quorum = (...told: readonly PlenumEvent[]) => {
    const { record } = new Story().tell(...founded(half), ...evening.slice(2), ...told);
    return tally(electionOf(record, roof)!).participation.quorum;
  };
  const three = [ada, bo, cleo].map(enters);

  it('is read where the decision is: in whose hall, at which moment', () => {
    expect(quorum(enters(ada), enters(bo), enters(tom))).toBe(false);
    expect(quorum(...three)).toBe(true);
    expect(quorum(...three, leaves(cleo))).toBe(false);
    expect(quorum(...three, leaves(cleo), enters(dan))).toBe(true);
    expect(quorum(...three, ended)).toBe(false);
  });

  it('stays what it was at the close, whoever leaves afterwards', () => {
    expect(quorum(...three, closed(roof), leaves(ada), ended)).toBe(true);
    expect(quorum(...three, leaves(ada), closed(roof), enters(ada))).toBe(false);
  });
});

describe('a ballot called out by name', () => {
  const named = (choice: string) =>
    fact(BallotCast, { proposalId: roof, memberId: ada, choice, channel: 'in-person', tellerId: tom });

  it('is entered by a teller, for a member in the hall', () => {
    given(...evening, enters(ada))
      .when(callsOut(ada))
      .then(named('yes'));
    given(...evening)
      .when(callsOut(ada))
      .thenRefused('VoterMustBeInTheHall', 'memberId');
    given(...evening, enters(ada))
      .when((story) =>
        castNamedBallot(
          { ...story.by('role:teller'), proposalId: roof, memberId: ada, choice: 'yes', tellerId: undefined },
          story.ballot(roof, ada),
          story.ballotFacts(roof, ada),
        ),
      )
      .thenRefused('TellerMustBeKnown');
    given(...evening, enters(ada), showOpened())
      .when(callsOut(ada))
      .thenRefused('CountedMemberMustNotCastBallot');
    given(...evening, enters(ada))
      .when(callsOut(ada, 'maybe'))
      .thenRefused('ChoiceMustFitTheRule', 'choice');
  });

  it('can be corrected by a teller, and replaced by the member, whose own ballot no teller touches', () => {
    const changed = fact(BallotChanged, { ...named('no').data });
    given(...evening, enters(ada), named('yes'))
      .when(callsOut(ada, 'no'))
      .then(changed);
    given(...evening, enters(ada), named('yes'))
      .when(votes(ada, 'no'))
      .then(fact(BallotChanged, { proposalId: roof, memberId: ada, choice: 'no', channel: 'in-person' }));
    given(...evening, enters(ada), voted(ada, 'no'))
      .when(callsOut(ada))
      .thenRefused('OwnBallotMustStand', 'memberId');
    given(...evening, enters(ada), voted(ada, 'no'), tookBack(ada, roof))
      .when(callsOut(ada))
      .then(named('yes'));
  });
});

describe('what a commission and a quorum by size say', () => {
  const under = (ordinary: ReturnType<typeof policy>, ...told: readonly PlenumEvent[]) =>
    new Story().tell(
      ...founded(ordinary),
      ...everybody,
      appointed(ada, 'roads'),
      drafted(roof, { area: 'roads/cycling' }),
      opened(roof),
      ...told,
    );

  it('is of the commission that the area had when voting opened', () => {
    const weighing = { commission: { factor: '3' } };
    const yes = [cast(ada, roof, 'yes'), cast(bo, roof, 'no'), cast(cleo, roof, 'no')];
    const scores = (...told: readonly PlenumEvent[]) =>
      tally(electionOf(under(policy('ordinary', { weighing }), ...told).record, roof)!).scores;
    expect(scores(...yes)).toMatchObject({ yes: '3', no: '2' });
    expect(scores(appointed(bo, 'roads/cycling'), ...yes)).toMatchObject({ yes: '3', no: '2' });
  });

  it('asks of a small assembly what its step says', () => {
    const bySize = [{ upTo: 4, atLeast: '3' }, { upTo: 20, atLeast: '5' }, { fraction: '1/3' }];
    const quorums = [{ of: 'valid-heads' as const, bySize }];
    const quorum = (...told: readonly PlenumEvent[]) =>
      tally(electionOf(under(policy('ordinary', { quorums }), ...told).record, roof)!).participation.quorum;
    const some = [ada, bo, cleo].map((id) => cast(id, roof, 'yes'));
    expect(quorum(...some)).toBe(false);
    expect(quorum(...some, cast(dan, roof, 'no'), cast(eva, roof, 'no'))).toBe(true);
    expect(quorum(...some, struck(eva))).toBe(true);
  });
});

it('a desk cannot let in twice whom another desk let in', () => {
  given(...evening, enters(ada))
    .when((story) =>
      checkIn(
        { ...story.by('role:registrar'), meetingId: winter, memberId: ada },
        story.presence(ada),
        story.presenceFacts(winter),
      ),
    )
    .thenRefused('MemberMustNotBeCheckedIn', 'memberId');
});
