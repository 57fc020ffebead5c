import { given } from '../kernel/given.contract';
import {
  agreed,
  appointed,
  began,
  calledOff,
  convened,
  ended,
  entered,
  enters,
  firstShow,
  leaves,
  secondShow,
  sheet,
  showOpened,
  tellersOnRoll,
  tess,
  tom,
  voted,
  winter,
} from '../record/hall.contract';
import {
  ada,
  bo,
  cleo,
  closed,
  dan,
  delegated,
  drafted,
  enrolled,
  fence,
  founded,
  opened,
  policy,
  roof,
} from '../record/people.contract';
import { uuid, type Story } from '../record/story.contract';
import { cancelHandCount, enterHandTotals, openHandCount } from './hand-counts.decide';
import type { HandTotals } from './hand-counts.events';

const show =
  (handCountId = firstShow, proposalId = roof, meetingId = winter) =>
  (story: Story) =>
    openHandCount(
      { ...story.by('role:chair'), proposalId, handCountId, meetingId },
      story.proposal(proposalId),
      story.handCountFacts(meetingId),
    );
const count =
  (tellerId: string | undefined, totals: HandTotals, handCountId = firstShow) =>
  (story: Story) =>
    enterHandTotals({ ...story.by(tom), proposalId: roof, handCountId, tellerId, totals }, story.proposal(roof), story);
const callOff =
  (handCountId = firstShow, reason = 'somebody came late') =>
  (story: Story) =>
    cancelHandCount({ ...story.by('role:chair'), proposalId: roof, handCountId, reason }, story.proposal(roof));

const everybody = [...[ada, bo, cleo, dan].map((id) => enrolled(id)), ...tellersOnRoll];
const proposals = [drafted(roof), drafted(fence), opened(roof), convened()];
const session = [...founded(), ...everybody, ...proposals, began];
const hall = [...session, enters(ada), enters(bo), enters(cleo)];

describe('opening a show of hands', () => {
  it('counts who is in the hall, unheard and carrying nobody', () => {
    given(...hall)
      .when(show())
      .then(showOpened());
    given(...hall, delegated(dan, ada), voted(bo, 'yes'))
      .when(show())
      .then(showOpened());
  });

  it('needs somebody to count', () => {
    given(...session)
      .when(show())
      .thenRefused('CountedSetMustNotBeEmpty');
    given(...session, enters(ada), leaves(ada))
      .when(show())
      .thenRefused('CountedSetMustNotBeEmpty');
    given(...session, enters(ada), voted(ada, 'yes'))
      .when(show())
      .thenRefused('CountedSetMustNotBeEmpty');
    given(...session, enters(ada), delegated(dan, ada))
      .when(show())
      .thenRefused('CountedSetMustNotBeEmpty');
  });

  it('needs hands that weigh the same; whoever voted already does not matter', () => {
    const [one, double] = [enrolled(ada), enrolled(bo, { weight: '2' })];
    const both = [...founded(), one, double, ...proposals, began, enters(ada), enters(bo)];
    given(...both)
      .when(show())
      .thenRefused('CountedSetMustWeighAlike');
    given(...both, voted(bo, 'no'))
      .when(show())
      .then(showOpened());
  });

  it('needs hands of one class only where the policy weighs or asks classes apart', () => {
    const people = [enrolled(ada, { classId: 'workers' }), enrolled(bo, { classId: 'clients' })];
    const under = (ordinary = policy('ordinary')) =>
      given(...founded(ordinary), ...people, ...proposals, began, enters(ada), enters(bo));
    const shares = { workers: '1/2', clients: '1/2' };
    const threshold = { base: 'yes-no', fraction: '1/2', strict: true, perBloc: 'class' } as const;
    under().when(show()).then(showOpened());
    for (const apart of [
      { weighing: { blocs: { by: 'class', shares } } },
      { weighing: { caps: { by: 'class', shares } } },
      { thresholds: [threshold] },
    ] as const) {
      const { thresholds, ...rest } = { thresholds: [], ...apart };
      under(policy('ordinary', { ...rest, thresholds: [...thresholds] }))
        .when(show())
        .thenRefused('CountedSetMustWeighAlike');
    }
    under(policy('ordinary', { weighing: { blocs: { by: 'channel', shares: { 'in-person': '1/2', online: '1/2' } } } }))
      .when(show())
      .then(showOpened());
  });

  it('needs hands inside or outside the commission, not of both, where it weighs more', () => {
    const weighing = { commission: { factor: '3/2' } };
    const area = { area: 'roads' };
    const under = (ordinary: ReturnType<typeof policy>) => [
      ...founded(ordinary),
      ...everybody,
      appointed(ada, 'roads'),
      drafted(roof, area),
      drafted(fence),
      opened(roof),
      ...[convened(), began, enters(ada), enters(bo)],
    ];
    given(...under(policy('ordinary', { weighing })))
      .when(show())
      .thenRefused('CountedSetMustWeighAlike');
    given(...under(policy('ordinary', { weighing })), leaves(bo))
      .when(show())
      .then(showOpened());
    given(...under(policy('ordinary')))
      .when(show())
      .then(showOpened());
  });

  it('needs an open proposal on the agenda of a meeting in session', () => {
    given(...founded(), ...everybody, convened([]), began)
      .when(show())
      .thenRefused('ProposalMustExist', 'proposalId');
    given(...hall)
      .when(show(firstShow, fence))
      .thenRefused('ProposalMustBeOpen', 'proposalId');
    given(...founded(), ...everybody, ...proposals)
      .when(show())
      .thenRefused('MeetingMustBeInSession', 'meetingId');
    given(...hall, ended)
      .when(show())
      .thenRefused('MeetingMustBeInSession', 'meetingId');
    given(...hall)
      .when(show(firstShow, roof, fence))
      .thenRefused('MeetingMustExist', 'meetingId');
    given(
      ...founded(),
      ...everybody,
      drafted(roof),
      drafted(fence),
      opened(roof),
      convened([fence]),
      began,
      enters(ada),
    )
      .when(show())
      .thenRefused('ProposalMustBeOnTheAgenda', 'proposalId');
  });

  it('needs a rule that hands can say something under', () => {
    const scored = policy('ordinary', { rule: 'score', thresholds: [], ruleOptions: { maxScore: 5 } });
    given(...founded(scored), ...everybody, ...proposals, began, enters(ada))
      .when(show())
      .thenRefused('RuleMustAllowHands', 'proposalId');
  });

  it('comes after the one before is settled, and then counts who is free', () => {
    given(...hall, showOpened())
      .when(show(secondShow))
      .thenRefused('HandCountMustBeSettled');
    given(...hall, showOpened(), calledOff())
      .when(show(secondShow))
      .then(showOpened(secondShow));
    const settled = [showOpened(), entered(tom, { yes: 3 }), entered(tess, { yes: 3 }), agreed({ yes: 3 })];
    given(...hall, ...settled)
      .when(show(secondShow))
      .thenRefused('CountedSetMustNotBeEmpty');
    given(...hall, ...settled, enters(dan))
      .when(show(secondShow))
      .then(showOpened(secondShow));
  });
});

describe('what tellers enter', () => {
  const raised = [...hall, showOpened()];

  it('is kept, and counts once a second teller enters the same', () => {
    given(...raised)
      .when(count(tom, { yes: 2, no: 1 }))
      .then(entered(tom, { yes: 2, no: 1 }));
    given(...raised, entered(tom, { yes: 2, no: 1 }))
      .when(count(tess, { no: 1, yes: 2, abstain: 0 }))
      .then(entered(tess, { yes: 2, no: 1 }), agreed({ yes: 2, no: 1 }));
  });

  it('is not confirmed by the same teller, however often', () => {
    given(...raised, entered(tom, { yes: 2 }))
      .when(count(tom, { yes: 2 }))
      .thenNothing();
  });

  it('may differ: both stand, and either teller may count again', () => {
    const differ = [...raised, entered(tom, { yes: 2, no: 1 }), entered(tess, { yes: 3 })];
    given(...raised, entered(tom, { yes: 2, no: 1 }))
      .when(count(tess, { yes: 3 }))
      .then(entered(tess, { yes: 3 }));
    given(...differ)
      .when(count(tom, { yes: 3 }))
      .then(entered(tom, { yes: 3 }), agreed({ yes: 3 }, [tess, tom]));
    given(...differ)
      .when(count(tess, { yes: 2, no: 1 }))
      .then(entered(tess, { yes: 2, no: 1 }), agreed({ yes: 2, no: 1 }));
  });

  it('may leave hands out, and never has more of them than there are members in the set', () => {
    given(...raised)
      .when(count(tom, {}))
      .then(entered(tom, {}));
    given(...raised)
      .when(count(tom, { yes: 2, no: 1, abstain: 1 }))
      .thenRefusedSaying('HandTotalsMustFitTheCountedSet', 'totals', '4 hands of 3 members.');
    given(...raised, enters(dan))
      .when(count(tom, { yes: 4 }))
      .thenRefused('HandTotalsMustFitTheCountedSet', 'totals');
  });

  it.each([
    [{ yes: -1 }],
    [{ yes: 0.5 }],
    [{ yes: NaN }],
    [{ yes: 2 ** 53 }],
    [{ perhaps: 1 }],
    [{ yes: '1' as unknown as number }],
    [JSON.parse('{"__proto__": 1}') as HandTotals],
  ])('refuses %j', (totals) => {
    given(...raised)
      .when(count(tom, totals))
      .thenRefused('HandTotalsMustFitTheRule', 'totals');
  });

  it('comes from somebody known, for a show of hands that is open', () => {
    given(...raised)
      .when(count(undefined, { yes: 1 }))
      .thenRefused('TellerMustBeKnown');
    given(...raised)
      .when(count(uuid('stranger'), { yes: 1 }))
      .thenRefused('TellerMustBeKnown');
    given(...hall)
      .when(count(tom, { yes: 1 }))
      .thenRefused('HandCountMustExist', 'handCountId');
    given(...raised, calledOff())
      .when(count(tom, { yes: 1 }))
      .thenRefused('HandCountMustBeOpen', 'handCountId');
    given(...raised, entered(tom, { yes: 3 }), entered(tess, { yes: 3 }), agreed({ yes: 3 }))
      .when(count(tom, { yes: 2 }))
      .thenRefused('HandCountMustBeOpen', 'handCountId');
    given(...raised, closed(roof))
      .when(count(tom, { yes: 1 }))
      .thenRefused('ProposalMustBeOpen', 'proposalId');
  });

  it('can be zero hands only, once the set was struck apart', () => {
    const [one, double] = [enrolled(ada), enrolled(bo, { weight: '2' })];
    const raced = [
      ...founded(),
      ...tellersOnRoll,
      one,
      double,
      ...proposals,
      began,
      enters(ada),
      enters(bo),
      showOpened(),
    ];
    given(...raced)
      .when(count(tom, { yes: 1 }))
      .thenRefusedSaying('HandTotalsMustFitTheCountedSet', 'totals', '1 hands of 0 members.');
    expect(sheet({})).toEqual({ yes: 0, no: 0, abstain: 0 });
  });
});

describe('calling a show of hands off', () => {
  const raised = [...hall, showOpened()];

  it('is the chair’s, for a reason, also once it was recorded', () => {
    given(...raised)
      .when(callOff())
      .then(calledOff());
    given(...raised, entered(tom, { yes: 3 }), entered(tess, { yes: 3 }), agreed({ yes: 3 }))
      .when(callOff())
      .then(calledOff());
    given(...raised)
      .when(callOff(firstShow, ''))
      .thenRefused('ReasonMustBeGiven', 'reason');
  });

  it('needs one that stands, while voting is open', () => {
    given(...hall)
      .when(callOff())
      .thenRefused('HandCountMustExist', 'handCountId');
    given(...raised, calledOff())
      .when(callOff())
      .thenRefused('HandCountMustNotBeCancelled', 'handCountId');
    given(...raised, closed(roof))
      .when(callOff())
      .thenRefused('ProposalMustBeOpen', 'proposalId');
  });
});
