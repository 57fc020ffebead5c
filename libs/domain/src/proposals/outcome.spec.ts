import type { Policy } from '../assembly/charter';
import { fact } from '../kernel/event-type';
import { given } from '../kernel/given.contract';
import { demandsOf, escalatingClass, repealedBy } from '../record/asked-of';
import { candidatesOf } from '../record/candidates';
import { policyFor } from '../record/assembly-record';
import {
  ada,
  bo,
  cast,
  cleo,
  closed,
  dan,
  drafted,
  enrolled,
  fence,
  founded,
  opened,
  policy,
  roof,
  struck,
} from '../record/people.contract';
import { LiveElection } from '../record/live-election';
import { recordFromJson, recordToJson } from '../record/record.json';
import { minute, Story, uuid, type Told } from '../record/story.contract';
import { awaitsEnactment, callReview, escalateProposal, recordEnactment, stateOutcome } from './outcome.decide';
import * as events from './lifecycle.events';
import { certifyResult, draftProposal, type DraftProposal } from './proposals.decide';
import { ProposalDrafted, ProposalWithdrawn, ResultCertified } from './proposals.events';
import { demandEscalation } from './support.decide';
import { EscalationDemanded } from './support.events';

const outcome = (word: string) => ({
  outcome: word,
  winners: [],
  scores: {},
  ...{ undelivered: '0', entitled: '2', valid: '2', quorum: true, countDigest: 'ab'.repeat(32) },
});
const certified = (proposalId: string, word = 'adopted', reviewAt?: string) =>
  fact(ResultCertified, {
    ...{ proposalId, closedPosition: 7, result: outcome(word) },
    ...(reviewAt === undefined ? {} : { reviewAt }),
  });
const decided = (proposalId: string, word = 'adopted', reviewAt?: string): Told[] => [
  opened(proposalId),
  closed(proposalId),
  certified(proposalId, word, reviewAt),
];
const hall: Told[] = [founded(), enrolled(ada), enrolled(bo)];

describe('stating an outcome', () => {
  const state = (text: string, reviewAt?: string) => (story: Story) =>
    stateOutcome(
      { ...story.by('role:chair'), proposalId: roof, text, ...(reviewAt && { reviewAt }) },
      story.proposal(roof),
    );
  const stated = (reviewAt?: string) =>
    fact(events.OutcomeStated, { proposalId: roof, text: 'We mend it.', ...(reviewAt ? { reviewAt } : {}) });
  const over = [...hall, drafted(roof), ...decided(roof)];

  it('puts a certified result into words, with the day on which to look at it again', () => {
    given(...over)
      .when(state(' We mend it. '))
      .then(stated());
    given(...over)
      .when(state('We mend it.', minute(9000)))
      .then(stated(minute(9000)));
  });

  it('needs a certified result, some words, and a day to come', () => {
    given(...hall)
      .when(state('x'))
      .thenRefused('ProposalMustExist', 'proposalId');
    given(...hall, drafted(roof), opened(roof), closed(roof))
      .when(state('x'))
      .thenRefused('ProposalMustBeCertified', 'proposalId');
    given(...over)
      .when(state(' '))
      .thenRefused('TextMustFit', 'text');
    given(...over)
      .when((story) => state('x', story.now)(story))
      .thenRefused('ReviewMustBeInTheFuture', 'reviewAt');
  });

  const call = (at: string) => (story: Story) =>
    callReview({ ...story.by('system:deadline', at), proposalId: roof }, story.proposal(roof));
  const due = fact(events.ReviewFellDue, { proposalId: roof, reviewAt: minute(9000) });

  it('calls the review when its day has come, once, until the outcome is stated anew', () => {
    given(...over, stated(minute(9000)))
      .when(call(minute(8999)))
      .thenNothing();
    given(...over, stated(minute(9000)))
      .when(call(minute(9000)))
      .then(due);
    given(...over, stated(minute(9000)), due)
      .when(call(minute(9001)))
      .thenNothing();
    const looked = new Story().tell(...over, stated(minute(9000)), due, stated());
    expect(looked.proposal(roof).reviewDueSince).toBeUndefined();
  });

  it('keeps the day that the policy set at the certification', () => {
    const policyWithReview = policy('ordinary', { lifecycle: { reviewAfterDays: 30 } });
    given(...hall, drafted(roof), opened(roof), closed(roof))
      .when((story) =>
        certifyResult({ ...story.by('role:chair', minute(60)), proposalId: roof }, story.proposal(roof), {
          ...{ result: outcome('adopted'), policy: policyWithReview },
        }),
      )
      .then(certified(roof, 'adopted', minute(60 + 30 * 24 * 60)));
    const story = new Story().tell(...hall, drafted(roof), ...decided(roof, 'adopted', minute(9000)), stated());
    expect(story.proposal(roof).reviewAt).toBe(minute(9000));
  });
});

describe('asking for a stricter policy', () => {
  const escalation: Policy['escalation'] = { to: 'special', share: '1/2' };
  const strict = policy('special', { thresholds: [{ base: 'entitled', fraction: '3/4', strict: false }] });
  const people = [
    enrolled(ada, { classId: 'workers' }),
    enrolled(bo, { classId: 'workers' }),
    enrolled(cleo, { classId: 'clients' }),
    enrolled(dan),
  ];
  const voting: Told[] = [founded(policy('ordinary', { escalation }), strict), people, drafted(roof), opened(roof)];
  const demand = (memberId: string) => (story: Story) =>
    demandEscalation({ ...story.by(memberId), proposalId: roof, memberId }, story.support(roof, memberId), {
      proposal: story.proposal(roof),
      roll: story.roll,
      policy: policyFor(story.assembly, story.proposal(roof)),
    });
  const demanded = (memberId: string) => fact(EscalationDemanded, { proposalId: roof, memberId, policyId: 'ordinary' });
  const escalate = (classId: string) => (story: Story) => {
    const { demands, asked } = demandsOf(story.record, story.record.proposals.get(roof)!).find(
      (one) => one.classId === classId,
    )!;
    const facts = { policy: policyFor(story.assembly, story.proposal(roof)), demands, asked };
    return escalateProposal({ ...story.by('system:deadline'), proposalId: roof, classId }, story.proposal(roof), facts);
  };
  const escalated = fact(events.ProposalEscalated, {
    ...{ proposalId: roof, classId: 'workers', policyId: 'special', demands: 1, asked: 2 },
  });

  it('is recorded once for each member of a class, before the vote and during it', () => {
    given(...voting)
      .when(demand(ada))
      .then(demanded(ada));
    given(...voting.slice(0, 3))
      .when(demand(ada))
      .then(demanded(ada));
    given(...voting, demanded(ada))
      .when(demand(ada))
      .thenNothing();
  });

  it('is refused to whoever has no class, where no stricter policy is named, and once it is over', () => {
    given(...voting)
      .when(demand(dan))
      .thenRefused('DemanderMustBelongToAClass');
    given(...hall, drafted(roof))
      .when(demand(ada))
      .thenRefused('PolicyMustAllowEscalation', 'proposalId');
    given(...voting, closed(roof))
      .when(demand(ada))
      .thenRefused('ProposalMustNotBeOver', 'proposalId');
    given(...hall)
      .when(demand(ada))
      .thenRefused('ProposalMustExist', 'proposalId');
  });

  it('moves the proposal once the share of one class is reached; ballots stay', () => {
    given(...voting)
      .when(escalate('workers'))
      .thenNothing();
    given(...voting, demanded(ada))
      .when(escalate('clients'))
      .thenNothing();
    given(...voting, demanded(ada))
      .when(escalate('workers'))
      .then(escalated);
    const moved = new Story().tell(...voting, cast(bo, roof, 'yes'), demanded(ada), escalated);
    expect(policyFor(moved.assembly, moved.proposal(roof))).toEqual(strict);
    expect(moved.record.proposals.get(roof)!.ballots.size).toBe(1);
    expect(escalatingClass(moved.record, moved.record.proposals.get(roof)!)).toBeUndefined();
  });

  it('comes too late once voting is closed', () => {
    const late = (story: Story) =>
      escalateProposal({ ...story.by('system:deadline'), proposalId: roof, classId: 'workers' }, story.proposal(roof), {
        ...{ policy: policyFor(story.assembly, story.proposal(roof)), demands: 2, asked: 2 },
      });
    given(...voting, closed(roof))
      .when(late)
      .thenNothing();
  });

  it('begins the live count anew, under the stricter policy', () => {
    const before = new Story().tell(
      ...voting,
      [ada, bo].map((member) => cast(member, roof, 'yes')),
      demanded(ada),
    );
    const live = LiveElection.begin(before.record, roof) as LiveElection;
    expect(live.tally().outcome).toBe('adopted');
    const after = new Story().tell(...before.events, escalated);
    expect(live.follow(after.record, [after.events.at(-1)!])).toBe(false);
    expect((LiveElection.begin(after.record, roof) as LiveElection).tally().outcome).toBe('rejected');
  });

  it('counts the members whom the proposal asks', () => {
    const story = new Story().tell(...voting, demanded(ada), struck(ada));
    expect(demandsOf(story.record, story.record.proposals.get(roof)!)).toEqual([
      { classId: 'workers', demands: 0, asked: 1 },
      { classId: 'clients', demands: 0, asked: 1 },
    ]);
    expect(escalatingClass(story.record, story.record.proposals.get(roof)!)).toBeUndefined();
  });
});

describe('going on from an earlier proposal', () => {
  type Follows = NonNullable<DraftProposal['follows']>;
  const follow =
    (as: Follows['as'], earlier = roof) =>
    (story: Story) =>
      draftProposal(
        {
          ...{ ...story.by(ada), proposalId: fence, title: 'Again', text: '', options: ['yes', 'no'] },
          ...{ policyId: 'ordinary', follows: { proposalId: earlier, as } },
        },
        story.proposal(fence),
        { ...story, assembly: story.assembly, roll: story.roll, followed: story.proposal(earlier) },
      );
  const draft = (as: Follows['as']) =>
    fact(ProposalDrafted, {
      ...{ proposalId: fence, title: 'Again', text: '', options: ['yes', 'no'], policyId: 'ordinary' },
      follows: { proposalId: roof, as },
    });

  it.each([
    ['second-reading', 'second-reading'],
    ['reformulation', 'blocked'],
    ['repeal', 'adopted'],
    ['repeal', 'elected'],
    ['amendment', 'rejected'],
  ] as const)('a %s follows a result that is %s', (as, word) => {
    given(...hall, drafted(roof), ...decided(roof, word))
      .when(follow(as))
      .then(draft(as));
  });

  it.each([
    ['second-reading', 'adopted'],
    ['reformulation', 'rejected'],
    ['repeal', 'rejected'],
    ['repeal', 'second-reading'],
  ] as const)('a %s does not follow a result that is %s', (as, word) => {
    given(...hall, drafted(roof), ...decided(roof, word))
      .when(follow(as))
      .thenRefused('FollowUpMustFitTheOutcome', 'follows.as');
  });

  it('needs the earlier proposal', () => {
    given(...hall)
      .when(follow('amendment'))
      .thenRefused('ProposalMustExist', 'follows.proposalId');
  });

  it('repeals it only once adopted itself, and binding', () => {
    const roofIn = (story: Story) => repealedBy(story.record, story.record.proposals.get(roof)!);
    const repeal = draft('repeal');
    const before = [...hall, drafted(roof), ...decided(roof), repeal, opened(fence), closed(fence)];
    expect(roofIn(new Story().tell(...before))).toBeUndefined();
    expect(roofIn(new Story().tell(...before, certified(fence, 'rejected')))).toBeUndefined();
    const repealed = new Story().tell(...before, certified(fence));
    expect(roofIn(repealed)).toBe(fence);
    const again = recordFromJson(JSON.parse(JSON.stringify(recordToJson(repealed.record))));
    expect(repealedBy(again, again.proposals.get(roof)!)).toBe(fence);
    const amended = before.map((told) => (told === repeal ? draft('amendment') : told));
    expect(roofIn(new Story().tell(...amended, certified(fence)))).toBeUndefined();
    const advice: Told[] = [founded(policy('ordinary', { effect: 'consultative' })), ...before.slice(1)];
    expect(roofIn(new Story().tell(...advice, certified(fence)))).toBeUndefined();
  });
});

describe('the record of an enactment', () => {
  const enacts = [{ kind: 'admit-member', memberId: uuid('eva'), weight: '1', votes: true }] as const;
  const draft = fact(ProposalDrafted, {
    ...{ proposalId: roof, title: 'Admit Eva', text: '', options: ['yes', 'no'], policyId: 'ordinary' },
    enacts: [...enacts],
  });
  const results = [{ done: true }];
  const record = (story: Story) =>
    recordEnactment({ ...story.by('system:enactment'), proposalId: roof, results }, story.proposal(roof), {
      policy: policyFor(story.assembly, story.proposal(roof)),
    });
  const enacted = fact(events.ProposalEnacted, { proposalId: roof, results });

  it('is written once, for what was adopted', () => {
    given(...hall, draft, ...decided(roof))
      .when(record)
      .then(enacted);
    given(...hall, draft, ...decided(roof), enacted)
      .when(record)
      .thenNothing();
  });

  it.each(['rejected', 'tied', 'no-quorum', 'blocked', 'second-reading'])('is not written for what was %s', (word) => {
    given(...hall, draft, ...decided(roof, word))
      .when(record)
      .thenNothing();
  });

  it('keeps whom it may still admit a candidate until all is done', () => {
    const candidates = (...told: Told[]) => [...candidatesOf(new Story().tell(...hall, draft, ...told).record)];
    const eva = [uuid('eva')];
    expect(candidates()).toEqual(eva);
    expect(candidates(opened(roof))).toEqual(eva);
    expect(candidates(opened(roof), closed(roof))).toEqual(eva);
    expect(candidates(...decided(roof))).toEqual(eva);
    expect(candidates(...decided(roof), enacted)).toEqual([]);
    expect(candidates(...decided(roof, 'rejected'))).toEqual([]);
    expect(candidates(fact(ProposalWithdrawn, { proposalId: roof, reason: 'No' }))).toEqual([]);
  });

  it('is not written for advice, nor for what enacts nothing', () => {
    given(founded(policy('ordinary', { effect: 'consultative' })), enrolled(ada), draft, ...decided(roof))
      .when(record)
      .thenNothing();
    const story = new Story().tell(...hall, drafted(roof), ...decided(roof));
    expect(awaitsEnactment(story.proposal(roof), policy('ordinary'))).toBe(false);
  });
});
