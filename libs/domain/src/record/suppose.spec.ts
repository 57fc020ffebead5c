import { explain, resolveDelegations, tally } from '@plenum/counting';
import { DelegationsDeclined } from '../delegations/delegations.events';
import { fact } from '../kernel/event-type';
import { isRefusal } from '../kernel/refusal';
import { electionOf } from './election-of';
import { agreed, began, convened, entered, enters, showOpened, tellersOnRoll, tess, tom } from './hall.contract';
import {
  ada,
  bo,
  cast,
  cleo,
  closed,
  dan,
  delegated,
  drafted,
  enrolled,
  founded,
  opened,
  roof,
} from './people.contract';
import { Story, type Told } from './story.contract';
import { suppose, type Supposition, type SupposedDeed } from './suppose';
import { movedWeight } from './supposed-moves';

const assembly = { kind: 'assembly' } as const;

/** Ada, Bo, Cleo and Dan are asked about the roof, and this happened since. */
const given = (...told: readonly Told[]) => {
  const story = new Story().tell(
    founded(),
    [ada, bo, cleo, dan].map((id) => enrolled(id)),
    drafted(roof),
  );
  return story.tell(opened(roof), ...told);
};

const asked = (story: Story, memberId: string, ...deeds: readonly SupposedDeed[]) =>
  suppose({ ...story.by(memberId), proposalId: roof, memberId, deeds }, story.record, story.ballot(roof, memberId));

/** What there would be: the tally, and what would lie elsewhere. */
function consequence(story: Story, memberId: string, ...deeds: readonly SupposedDeed[]) {
  const told = asked(story, memberId, ...deeds) as Supposition;
  const [before, after] = [electionOf(story.record, roof)!, electionOf(told.record, roof)!];
  const moves = movedWeight(resolveDelegations(before), resolveDelegations(after));
  return { outcome: tally(after).outcome, scores: tally(after).scores, moves, voice: explain(after, memberId) };
}

describe('if Bo, whom Cleo and Dan trust, did something now', () => {
  const story = given(delegated(cleo, bo), delegated(dan, bo), cast(ada, roof, 'no'));

  it('a ballot of hers would carry theirs with it and turn the outcome', () => {
    const { outcome, scores, moves } = consequence(story, bo, { kind: 'cast-ballot', choice: 'yes' });
    expect([outcome, scores]).toEqual(['adopted', { abstain: '0', yes: '3', no: '1' }]);
    expect(moves).toEqual([
      { from: { fate: 'dead-end' }, to: { fate: 'carried', voter: bo }, weight: '2', members: 2 },
      { from: { fate: 'dead-end' }, to: { fate: 'own-ballot', voter: bo }, weight: '1', members: 1 },
    ]);
  });

  it('a delegation to Ada would take all three to her', () => {
    const { scores, moves, voice } = consequence(story, bo, {
      kind: 'set-delegation',
      scope: assembly,
      delegates: [ada],
    });
    expect(scores).toEqual({ abstain: '0', yes: '0', no: '4' });
    expect(moves).toEqual([
      { from: { fate: 'dead-end' }, to: { fate: 'carried', voter: ada }, weight: '3', members: 3 },
    ]);
    expect(voice).toMatchObject({ fate: 'carried', path: [bo, ada], voter: ada });
  });

  it('one deed after the other is decided on what the ones before came to', () => {
    const voteAndTakeBack = [{ kind: 'cast-ballot', choice: 'yes' }, { kind: 'withdraw-ballot' }] as const;
    expect(consequence(story, bo, ...voteAndTakeBack).moves).toEqual([]);
    expect(asked(story, bo, { kind: 'withdraw-ballot' }, { kind: 'cast-ballot', choice: 'yes' })).toMatchObject({
      refusal: 'BallotMustHaveBeenCast',
      field: 'suppose[0]',
    });
  });

  it('nothing of it would be in the log, nor in the record', () => {
    const { record } = story;
    consequence(story, bo, { kind: 'cast-ballot', choice: 'yes' });
    expect(story.record).toBe(record);
    expect(record.proposals.get(roof)!.ballots.has(bo)).toBe(false);
  });
});

describe('if Ada took back what she said', () => {
  it('by withdrawing a ballot, her delegation would apply again', () => {
    const story = given(delegated(ada, bo), cast(bo, roof, 'no'), cast(ada, roof, 'yes'));
    expect(consequence(story, ada, { kind: 'withdraw-ballot' })).toMatchObject({
      scores: { yes: '0', no: '2' },
      moves: [{ from: { fate: 'own-ballot', voter: ada }, to: { fate: 'carried', voter: bo }, weight: '1' }],
    });
  });

  it('by revoking or by opting out, her weight would be on nobody’s ballot', () => {
    const story = given(delegated(ada, bo), cast(bo, roof, 'no'));
    const gone = [{ from: { fate: 'carried', voter: bo }, to: { fate: 'dead-end' }, weight: '1', members: 1 }];
    expect(consequence(story, ada, { kind: 'revoke-delegation', scope: assembly }).moves).toEqual(gone);
    const optOut = { kind: 'opt-out', scope: { kind: 'proposal', proposalId: roof } } as const;
    expect(consequence(story, ada, optOut).moves).toEqual(gone);
  });
});

describe('what would be refused', () => {
  const refusalOf = (story: Story, deed: SupposedDeed) => {
    const told = asked(story, ada, deed);
    return isRefusal(told) ? [told.refusal, told.field] : 'accepted';
  };

  it('is refused by the same name, with the place of the deed', () => {
    const story = given(fact(DelegationsDeclined, { memberId: bo }));
    expect(refusalOf(story, { kind: 'cast-ballot', choice: 'perhaps' })).toEqual([
      'ChoiceMustFitTheRule',
      'suppose[0].choice',
    ]);
    expect(refusalOf(story, { kind: 'set-delegation', scope: assembly, delegates: [cleo, bo] })).toEqual([
      'DelegateMustAcceptDelegations',
      'suppose[0].delegates[1]',
    ]);
    expect(refusalOf(story, { kind: 'revoke-delegation', scope: assembly })).toEqual([
      'DelegationMustExist',
      'suppose[0].scope',
    ]);
  });

  it('is whatever is asked of a proposal whose voting is not open', () => {
    const refused = { refusal: 'ProposalMustBeOpen', field: 'proposalId' };
    expect(asked(given(closed(roof)), ada)).toMatchObject(refused);
    expect(asked(new Story().tell(founded(), drafted(roof)), ada)).toMatchObject(refused);
    expect(asked(new Story().tell(founded()), ada)).toMatchObject({ refusal: 'ProposalMustExist' });
  });

  it('is a ballot of somebody whose hand is counted; a delegation of theirs moves nothing', () => {
    const story = given(tellersOnRoll, convened(), began, [enters(ada), enters(bo)], showOpened());
    expect(refusalOf(story, { kind: 'cast-ballot', choice: 'yes' })).toEqual([
      'CountedMemberMustNotCastBallot',
      'suppose[0]',
    ]);
    story.tell(entered(tom, { yes: 2 }), entered(tess, { yes: 2 }), agreed({ yes: 2 }), cast(cleo, roof, 'no'));
    expect(consequence(story, ada, { kind: 'set-delegation', scope: assembly, delegates: [cleo] })).toMatchObject({
      moves: [],
      scores: { yes: '2', no: '1' },
      voice: { fate: 'hand-count' },
    });
  });

  it('a member in the hall would vote there', () => {
    const story = given(convened(), began, enters(ada));
    const told = asked(story, ada, { kind: 'cast-ballot', choice: 'yes' }) as Supposition;
    expect(told.events).toMatchObject([{ type: 'BallotCast', data: { channel: 'in-person' } }]);
  });
});
