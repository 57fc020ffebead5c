import type { PlenumEvent } from '../catalogue';
import { fact } from '../kernel/event-type';
import { given } from '../kernel/given.contract';
import {
  ada,
  adopted,
  amended,
  bo,
  cast,
  closed,
  drafted,
  enrolled,
  founded,
  opened,
  policy,
  readmitted,
  roof,
  struck,
  tookBack,
} from '../record/people.contract';
import { uuid, type Story } from '../record/story.contract';
import { castBallot, withdrawBallot } from './ballots.decide';
import { BallotCast, BallotChanged, type Choice } from './ballots.events';

const vote =
  (choice: Choice, memberId = ada, proposalId = roof) =>
  (story: Story) =>
    castBallot(
      { ...story.by(memberId), proposalId, memberId, choice },
      story.ballot(proposalId, memberId),
      story.ballotFacts(proposalId, memberId),
    );
const takeBack =
  (memberId = ada, proposalId = roof) =>
  (story: Story) =>
    withdrawBallot(
      { ...story.by(memberId), proposalId, memberId },
      story.ballot(proposalId, memberId),
      story.ballotFacts(proposalId, memberId),
    );

const liveElectorate = policy('ordinary', { frozen: { electorate: 'live', weights: 'live', delegations: 'live' } });
const atClose = policy('ordinary', { frozen: { electorate: 'at-close', weights: 'at-open', delegations: 'live' } });
const hall = [...founded(), enrolled(ada), enrolled(bo)];
const voting = [...hall, drafted(roof)];

describe('casting a ballot', () => {
  it.each(['yes', 'no', 'abstain'])('takes %s', (choice) => {
    given(voting, opened(roof))
      .when(vote(choice))
      .then(cast(ada, roof, choice));
  });

  it('changes the ballot that stands, even to the same choice', () => {
    const changed = (choice: Choice) =>
      fact(BallotChanged, { proposalId: roof, memberId: ada, choice, channel: 'online' });
    given(voting, opened(roof), cast(ada, roof, 'yes'))
      .when(vote('no'))
      .then(changed('no'));
    given(voting, opened(roof), cast(ada, roof, 'yes'))
      .when(vote('yes'))
      .then(changed('yes'));
  });

  it('starts anew after a withdrawal', () => {
    given(voting, opened(roof), cast(ada, roof, 'yes'), tookBack(ada, roof))
      .when(vote('no'))
      .then(cast(ada, roof, 'no'));
  });

  it.each([['maybe'], [['yes']], [{ yes: 1 }], ['']] as Choice[][])('refuses %j under the rule majority', (choice) => {
    given(voting, opened(roof)).when(vote(choice!)).thenRefused('ChoiceMustFitTheRule', 'choice');
  });

  it('needs a proposal, and an open one', () => {
    given(hall).when(vote('yes')).thenRefused('ProposalMustExist', 'proposalId');
    given(voting).when(vote('yes')).thenRefused('ProposalMustBeOpen', 'proposalId');
    given(voting, opened(roof), closed(roof)).when(vote('yes')).thenRefused('ProposalMustBeOpen', 'proposalId');
  });

  it('goes on counting while the deadline has passed and VotingClosed is not in the log yet: the log decides', () => {
    given(voting, opened(roof))
      .when((story) =>
        castBallot(
          {
            ...story.by(ada, '2030-01-01T00:00:00.000Z'),
            proposalId: roof,
            memberId: ada,
            choice: 'yes',
          },
          story.ballot(roof, ada),
          story.ballotFacts(roof, ada),
        ),
      )
      .then(cast(ada, roof, 'yes'));
  });

  it('is for members on the roll', () => {
    given(voting, opened(roof))
      .when(vote('yes', uuid('stranger')))
      .thenRefused('VoterMustBeOnTheRoll', 'memberId');
    given(voting, opened(roof), struck(ada)).when(vote('yes')).thenRefused('VoterMustBeOnTheRoll', 'memberId');
  });

  it('is for the roll as it stood at the opening', () => {
    const late = uuid('latecomer');
    given(voting, opened(roof), enrolled(late))
      .when(vote('yes', late))
      .thenRefused('VoterMustBeInTheElectorate', 'memberId');
    given(voting, opened(roof), struck(ada), readmitted(ada))
      .when(vote('yes'))
      .thenRefused('VoterMustBeInTheElectorate', 'memberId');
    given(voting, struck(ada), readmitted(ada), opened(roof))
      .when(vote('yes'))
      .then(cast(ada, roof, 'yes'));
    given(voting, opened(roof), amended(ada, { weight: '2' }))
      .when(vote('yes'))
      .then(cast(ada, roof, 'yes'));
  });

  it.each([
    ['live', liveElectorate],
    ['at close', atClose],
  ])('is for latecomers too when the electorate is %s', (_when, ordinary) => {
    const late = uuid('latecomer');
    const open = given(
      founded(ordinary),
      enrolled(ada),
      drafted(roof),
      opened(roof),
      enrolled(late),
      struck(ada),
      readmitted(ada),
    );
    open.when(vote('yes', late)).then(cast(late, roof, 'yes'));
    open.when(vote('yes')).then(cast(ada, roof, 'yes'));
  });

  it('keeps to the charter the proposal opened under', () => {
    const late = uuid('latecomer');
    given(voting, opened(roof), adopted(2, liveElectorate), enrolled(late))
      .when(vote('yes', late))
      .thenRefused('VoterMustBeInTheElectorate', 'memberId');
    given(voting, opened(roof), adopted(2, policy('other')))
      .when(vote('yes'))
      .then(cast(ada, roof, 'yes'));
  });
});

describe('a reason', () => {
  const objecting = (reason: string) => (story: Story) =>
    castBallot(
      { ...story.by(ada), proposalId: roof, memberId: ada, choice: 'object', reason },
      story.ballot(roof, ada),
      story.ballotFacts(roof, ada),
    );
  const consent = [...founded(policy('ordinary', { rule: 'consent', thresholds: [] })), enrolled(ada), drafted(roof)];

  it('stands with the ballot, trimmed', () => {
    const objection = {
      proposalId: roof,
      memberId: ada,
      choice: 'object',
      channel: 'online',
      reason: 'It leaks',
    } as const;
    given(consent, opened(roof)).when(objecting('  It leaks ')).then(fact(BallotCast, objection));
    given(consent, opened(roof), cast(ada, roof, 'agree'))
      .when(objecting('It leaks'))
      .then(fact(BallotChanged, objection));
  });

  it.each(['', '  ', 'x'.repeat(501), '\ud800'])('is refused as %j', (reason) => {
    given(consent, opened(roof)).when(objecting(reason)).thenRefused('ReasonMustFit', 'reason');
  });
});

describe('where ballots are final', () => {
  const final = [...founded(policy('ordinary', { finalBallots: true })), enrolled(ada), drafted(roof)];
  const open = (...more: readonly PlenumEvent[]) => given(final, opened(roof), ...more);

  it('the first one stands', () => {
    open()
      .when(vote('yes'))
      .then(cast(ada, roof, 'yes'));
    open(cast(ada, roof, 'yes'))
      .when(vote('no'))
      .thenRefused('BallotMustNotBeFinal');
    open(cast(ada, roof, 'yes'))
      .when(takeBack())
      .thenRefused('BallotMustNotBeFinal');
    open().when(takeBack()).thenRefused('BallotMustHaveBeenCast');
  });
});

describe('taking a ballot back', () => {
  it('is possible while voting is open', () => {
    given(voting, opened(roof), cast(ada, roof, 'yes'))
      .when(takeBack())
      .then(tookBack(ada, roof));
  });

  it('needs a ballot of one’s own', () => {
    given(voting, opened(roof), cast(bo, roof, 'yes'))
      .when(takeBack())
      .thenRefused('BallotMustHaveBeenCast');
    given(voting, opened(roof), cast(ada, roof, 'yes'), tookBack(ada, roof))
      .when(takeBack())
      .thenRefused('BallotMustHaveBeenCast');
  });

  it('is refused as a ballot would be', () => {
    given(hall).when(takeBack()).thenRefused('ProposalMustExist', 'proposalId');
    given(voting, opened(roof), cast(ada, roof, 'yes'), closed(roof))
      .when(takeBack())
      .thenRefused('ProposalMustBeOpen', 'proposalId');
    given(voting, opened(roof), cast(ada, roof, 'yes'), struck(ada))
      .when(takeBack())
      .thenRefused('VoterMustBeOnTheRoll', 'memberId');
  });
});
