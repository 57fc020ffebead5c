import { fact } from '../kernel/event-type';
import { given } from '../kernel/given.contract';
import {
  ada,
  adopted,
  bo,
  cleo,
  closed,
  dan,
  drafted,
  enrolled,
  founded,
  opened,
  policy,
  roof,
} from '../record/people.contract';
import { HandCountOpened } from '../hand-counts/hand-counts.events';
import { minute, uuid, type Story } from '../record/story.contract';
import * as decide from './proposals.decide';
import * as events from './proposals.events';
import type { Wording } from './proposals.evolve';

const wording: Wording = { title: 'Mend it', text: '', options: ['yes', 'no'], policyId: 'ordinary' };
const chair = { chairs: true };
const drafter = { memberId: ada, chairs: false };

const draft =
  (more: Partial<Wording> = {}, drafterId?: string) =>
  (story: Story) =>
    decide.draftProposal(
      { ...story.by(ada), proposalId: roof, ...wording, ...more, ...(drafterId === undefined ? {} : { drafterId }) },
      story.proposal(roof),
      story,
    );
const edit =
  (changes: Partial<Wording>, editor: decide.Editor = chair) =>
  (story: Story) =>
    decide.editProposal({ ...story.by(ada), proposalId: roof, editor, changes }, story.proposal(roof), story);
const open = (closesAt?: string, at?: string) => (story: Story) =>
  decide.openVoting(
    { ...story.by('role:chair', at), proposalId: roof, ...(closesAt && { closesAt }) },
    story.proposal(roof),
    story,
  );
const extend =
  (closesAt: string, reason = 'storm', at?: string) =>
  (story: Story) =>
    decide.extendVoting({ ...story.by('role:chair', at), proposalId: roof, closesAt, reason }, story.proposal(roof));
const close =
  (
    cause: 'deadline' | 'chair',
    more: { at?: string; reason?: string } = {},
    facts: decide.ClosingFacts = { policy: policy('ordinary', { earlyClose: 'chair' }), unsettled: 'Bo can vote' },
  ) =>
  (story: Story) =>
    decide.closeVoting(
      {
        ...story.by('server', more.at),
        proposalId: roof,
        cause,
        ...(more.reason !== undefined && { reason: more.reason }),
      },
      story.proposal(roof),
      facts,
    );
const withdraw =
  (editor: decide.Editor = chair, reason = 'no longer needed') =>
  (story: Story) =>
    decide.withdrawProposal({ ...story.by(ada), proposalId: roof, editor, reason }, story.proposal(roof));
const result = {
  outcome: 'adopted',
  winners: ['yes'],
  scores: { yes: '2', no: '0', abstain: '0' },
  undelivered: '0',
  entitled: '2',
  valid: '2',
  quorum: true,
  countDigest: 'ab'.repeat(32),
};
const certify =
  (more: Parameters<typeof policy>[1] = {}, at?: string) =>
  (story: Story) =>
    decide.certifyResult({ ...story.by('role:chair', at), proposalId: roof }, story.proposal(roof), {
      result,
      policy: policy('ordinary', more),
    });

const hall = [...founded(), enrolled(ada), enrolled(bo)];
const drafting = [...hall, drafted(roof, { drafterId: ada })];
const withdrawn = fact(events.ProposalWithdrawn, { proposalId: roof, reason: 'no longer needed' });
const certified = (closedPosition: number) =>
  fact(events.ResultCertified, { proposalId: roof, closedPosition, result });
const reasons = ['', '  ', 'r'.repeat(501)];

const wordings: [string, Partial<Wording>, string, string][] = [
  ['an empty title', { title: ' ' }, 'TextMustFit', 'title'],
  ['a title of 201 characters', { title: 't'.repeat(201) }, 'TextMustFit', 'title'],
  ['half a character in the title', { title: 'half \ud83d' }, 'TextMustFit', 'title'],
  ['a text of 20,001 characters', { text: 't'.repeat(20_001) }, 'TextMustFit', 'text'],
  ['half a character in the text', { text: 'half \udc00' }, 'TextMustFit', 'text'],
  ['a policy nobody knows', { policyId: 'mystery' }, 'PolicyMustBeInTheCharter', 'policyId'],
  ['an area nobody knows', { area: 'parks' }, 'AreaMustBeInTheCharter', 'area'],
  ['no options', { options: [] }, 'OptionsMustFitTheRule', 'options'],
  ['an option twice', { options: ['yes', ' yes'] }, 'OptionsMustFitTheRule', 'options'],
  ['an empty option', { options: ['yes', ' '] }, 'OptionsMustFitTheRule', 'options'],
  ['options the rule cannot count', { options: ['red', 'blue'] }, 'OptionsMustFitTheRule', 'options'],
];

describe('drafting a proposal', () => {
  it('writes it down, by a member or without one', () => {
    given(hall).when(draft()).then(drafted(roof));
    given(hall)
      .when(draft({ area: 'roads/cycling' }, ada))
      .then(drafted(roof, { area: 'roads/cycling', drafterId: ada }));
  });

  it('keeps texts in one Unicode form', () => {
    const data = { proposalId: roof, ...wording, options: ['yes', 'no'], title: 'Caf\u00e9', text: ' \u00e9\n' };
    given(hall)
      .when(draft({ title: ' Cafe\u0301 ', text: ' e\u0301\n', options: [' yes', 'no'] }))
      .then(fact(events.ProposalDrafted, data));
  });

  it('takes a title of 200 and a text of 20,000 characters', () => {
    const long = { title: 't'.repeat(200), text: 'x'.repeat(20_000) };
    given(hall)
      .when(draft(long))
      .then(fact(events.ProposalDrafted, { proposalId: roof, ...wording, options: ['yes', 'no'], ...long }));
  });

  it.each(wordings)('refuses %s', (_what, more, refusal, field) => {
    given(hall)
      .when(draft(more))
      .thenRefused(refusal as 'TextMustFit', field);
  });

  it('happens once for each id', () => {
    given(hall, drafted(roof)).when(draft()).thenRefused('ProposalMustNotExist', 'proposalId');
  });
});

describe('editing a draft', () => {
  const edited = (more: Partial<Wording>) =>
    fact(events.ProposalEdited, { proposalId: roof, ...wording, options: ['yes', 'no'], ...more } as never);

  it('records the whole wording after it, by the drafter or the chair', () => {
    given(drafting)
      .when(edit({ title: 'Mend it soon' }, drafter))
      .then(edited({ title: 'Mend it soon' }));
    given(drafting)
      .when(edit({ text: 'Before winter.' }, chair))
      .then(edited({ text: 'Before winter.' }));
  });

  it('keeps what is not named', () => {
    given(hall, drafted(roof, { area: 'roads' }))
      .when(edit({ title: 'New' }))
      .then(edited({ title: 'New', area: 'roads' }));
  });

  it('is for the drafter or the chair', () => {
    const someone = { memberId: bo, chairs: false };
    given(drafting).when(edit({}, someone)).thenRefused('EditorMustBeDrafterOrChair');
    given(hall, drafted(roof)).when(edit({}, drafter)).thenRefused('EditorMustBeDrafterOrChair');
    given(hall, drafted(roof))
      .when(edit({}, { chairs: false }))
      .thenRefused('EditorMustBeDrafterOrChair');
  });

  it('ends when voting opens', () => {
    given(hall).when(edit({})).thenRefused('ProposalMustExist', 'proposalId');
    given(drafting, opened(roof)).when(edit({})).thenRefused('ProposalMustBeDraft', 'proposalId');
  });

  it.each(wordings)('refuses %s', (_what, more, refusal, field) => {
    given(drafting)
      .when(edit(more))
      .thenRefused(refusal as 'TextMustFit', field);
  });
});

describe('opening the vote', () => {
  const pinned =
    (closesAt: string) =>
    (more: { members: number; weight: string; rollRevision: number; charterVersion?: number }) => {
      const { members, weight, rollRevision, charterVersion = 1 } = more;
      return fact(events.VotingOpened, {
        proposalId: roof,
        charterVersion,
        rollRevision,
        electorate: { members, weight },
        closesAt,
      });
    };

  it('pins the charter and the roll, and closes after the policy’s voting period', () => {
    given(drafting)
      .when(open(undefined, minute(10)))
      .then(pinned(minute(10 + 48 * 60))({ members: 2, weight: '2', rollRevision: 1 }));
  });

  it('sums the electorate exactly and leaves guests out', () => {
    const thirds = [ada, cleo, dan].map((member) => enrolled(member, { weight: '1/3', classId: 'workers' }));
    given(founded(), thirds, enrolled(bo, { votes: false }), drafted(roof))
      .when(open(minute(60)))
      .then(pinned(minute(60))({ members: 3, weight: '1', rollRevision: 3 }));
  });

  it('restates an electorate whose weight has hundreds of digits', () => {
    const shares = Array.from({ length: 40 }, (_, index) =>
      enrolled(uuid(`member ${index}`), { weight: `1/${10n ** 20n + BigInt(2 * index + 1)}` }),
    );
    given(founded(), shares, drafted(roof))
      .when((story) => {
        const outcome = open(minute(60))(story);
        story.tell(outcome as readonly events.ProposalEvent[]);
        expect(story.proposal(roof).opening!.electorate.weight.length).toBeGreaterThan(200);
        return [];
      })
      .thenNothing();
  });

  it('needs a deadline later than now', () => {
    given(drafting)
      .when(open(minute(11), minute(10)))
      .then(pinned(minute(11))({ members: 2, weight: '2', rollRevision: 1 }));
    given(drafting)
      .when(open(minute(10), minute(10)))
      .thenRefused('DeadlineMustBeInTheFuture', 'closesAt');
  });

  it('needs someone who may vote', () => {
    given(founded(), drafted(roof)).when(open()).thenRefused('ElectorateMustNotBeEmpty');
    given(founded(), enrolled(ada, { votes: false }), drafted(roof))
      .when(open())
      .thenRefused('ElectorateMustNotBeEmpty');
  });

  it('needs a draft that still fits the charter in force', () => {
    given(hall).when(open()).thenRefused('ProposalMustExist', 'proposalId');
    given(drafting, opened(roof)).when(open()).thenRefused('ProposalMustBeDraft', 'proposalId');
    given(drafting, adopted(2, policy('other')))
      .when(open())
      .thenRefused('PolicyMustBeInTheCharter', 'policyId');
    given(drafting, adopted(2, policy('ordinary', { votingPeriodHours: 1 })))
      .when(open(undefined, minute(10)))
      .then(pinned(minute(70))({ members: 2, weight: '2', rollRevision: 1, charterVersion: 2 }));
  });
});

describe('extending the vote', () => {
  const voting = given(drafting, opened(roof));
  const extended = (closesAt: string) => fact(events.VotingExtended, { proposalId: roof, closesAt, reason: 'storm' });

  it('moves the deadline later, for a reason', () => {
    voting.when(extend(minute(1001))).then(extended(minute(1001)));
  });

  it('does not move it earlier, leave it, or move it into the past', () => {
    voting.when(extend(minute(999))).thenRefused('DeadlineMustMoveLater', 'closesAt');
    voting.when(extend(minute(1000))).thenRefused('DeadlineMustMoveLater', 'closesAt');
    voting.when(extend(minute(1001), 'storm', minute(1001))).thenRefused('DeadlineMustMoveLater', 'closesAt');
  });

  it('counts from the deadline in force', () => {
    given(drafting, opened(roof), extended(minute(2000)))
      .when(extend(minute(1500)))
      .thenRefused('DeadlineMustMoveLater', 'closesAt');
  });

  it.each(reasons)('refuses the reason %j', (reason) => {
    voting.when(extend(minute(1001), reason)).thenRefused('ReasonMustBeGiven', 'reason');
  });

  it('is for an open vote', () => {
    given(hall)
      .when(extend(minute(1001)))
      .thenRefused('ProposalMustExist', 'proposalId');
    given(drafting)
      .when(extend(minute(1001)))
      .thenRefused('ProposalMustBeOpen', 'proposalId');
    given(drafting, opened(roof), closed(roof))
      .when(extend(minute(1001)))
      .thenRefused('ProposalMustBeOpen', 'proposalId');
  });
});

describe('closing the vote', () => {
  const voting = given(drafting, opened(roof));

  it('happens at the deadline and from then on, not before', () => {
    voting.when(close('deadline', { at: minute(999) })).thenRefused('DeadlineMustHavePassed');
    voting.when(close('deadline', { at: minute(1000) })).then(closed(roof));
    voting.when(close('deadline', { at: minute(5000) })).then(closed(roof));
  });

  it('can be done earlier by the chair, for a reason', () => {
    voting
      .when(close('chair', { reason: ' all have voted ' }))
      .then(fact(events.VotingClosed, { proposalId: roof, cause: 'chair', reason: 'all have voted' }));
    voting.when(close('chair')).thenRefused('ReasonMustBeGiven', 'reason');
    voting.when(close('chair', { reason: 'r'.repeat(501) })).thenRefused('ReasonMustBeGiven', 'reason');
  });

  it('needs, before the deadline, an outcome that nothing can change, unless the policy leaves it to the chair', () => {
    const provable = { policy: policy('ordinary'), unsettled: 'Bo can vote' };
    const early = close('chair', { reason: 'enough' }, provable);
    voting
      .when(early)
      .thenRefusedSaying('OutcomeMustBeSettled', 'proposalId', 'The outcome can still change: Bo can vote.');
    voting
      .when(close('chair', { reason: 'enough' }, { ...provable, unsettled: undefined }))
      .then(fact(events.VotingClosed, { proposalId: roof, cause: 'chair', reason: 'enough' }));
    voting
      .when(close('chair', { reason: 'enough', at: minute(1000) }, provable))
      .then(fact(events.VotingClosed, { proposalId: roof, cause: 'chair', reason: 'enough' }));
    voting.when(close('deadline', { at: minute(1000) }, provable)).then(closed(roof));
  });

  it('waits for a show of hands that is still open, but not at the deadline', () => {
    const hands = fact(HandCountOpened, { proposalId: roof, handCountId: uuid('hands'), meetingId: uuid('meeting') });
    given(drafting, opened(roof), hands)
      .when(close('chair', { reason: 'done' }))
      .thenRefused('HandCountMustBeSettled');
    given(drafting, opened(roof), hands)
      .when(close('deadline', { at: minute(1000) }))
      .then(closed(roof));
  });

  it('is for an open vote, once', () => {
    given(hall).when(close('deadline')).thenRefused('ProposalMustExist', 'proposalId');
    given(drafting).when(close('deadline')).thenRefused('ProposalMustBeOpen', 'proposalId');
    given(drafting, opened(roof), closed(roof))
      .when(close('chair', { reason: 'again' }))
      .thenRefused('ProposalMustBeOpen', 'proposalId');
  });
});

describe('withdrawing a proposal', () => {
  it('is possible before the close, by the drafter or the chair', () => {
    given(drafting).when(withdraw(drafter)).then(withdrawn);
    given(drafting, opened(roof)).when(withdraw(chair)).then(withdrawn);
  });

  it('is refused to others, without a reason, and once it is over', () => {
    given(hall).when(withdraw()).thenRefused('ProposalMustExist', 'proposalId');
    given(drafting)
      .when(withdraw({ memberId: bo, chairs: false }))
      .thenRefused('EditorMustBeDrafterOrChair');
    given(drafting).when(withdraw(chair, ' ')).thenRefused('ReasonMustBeGiven', 'reason');
    given(drafting, opened(roof), closed(roof)).when(withdraw()).thenRefused('ProposalMustNotBeOver', 'proposalId');
    given(drafting, withdrawn).when(withdraw()).thenRefused('ProposalMustNotBeOver', 'proposalId');
  });
});

describe('certifying the result', () => {
  it('records the count at the close, and where the close stands in the log', () => {
    given(drafting, opened(roof), closed(roof)).when(certify()).then(certified(7));
  });

  it('is for a closed vote that was counted, once', () => {
    given(hall).when(certify()).thenRefused('ProposalMustExist', 'proposalId');
    given(drafting).when(certify()).thenRefused('ProposalMustBeClosed', 'proposalId');
    given(drafting, opened(roof)).when(certify()).thenRefused('ProposalMustBeClosed', 'proposalId');
    given(drafting, opened(roof), withdrawn).when(certify()).thenRefused('ProposalMustBeClosed', 'proposalId');
    given(drafting, opened(roof), closed(roof), certified(7))
      .when(certify())
      .thenRefused('ProposalMustNotBeCertified', 'proposalId');
  });

  it('waits for the count', () => {
    given(drafting, opened(roof), closed(roof))
      .when((story) =>
        decide.certifyResult({ ...story.by('role:chair'), proposalId: roof }, story.proposal(roof), {
          result: undefined,
          policy: policy('ordinary'),
        }),
      )
      .thenRefused('ProposalMustBeClosed', 'proposalId');
  });
});
