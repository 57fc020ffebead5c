import { emptyRecord } from './assembly-record';
import {
  agreed,
  began,
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
} from './hall.contract';
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
  policy,
  revoked,
  roof,
  tookBack,
} from './people.contract';
import { Story, type Told } from './story.contract';
import { TurningPointSearch, type SearchBounds } from './turning-points';

const quorum = policy('ordinary', { quorums: [{ of: 'entitled-weight', fraction: '1/2' }] });

/** Ada, Bo, Cleo and Dan are asked about the roof, under a quorum of half of them, and this happened since. */
const given = (...told: readonly Told[]) =>
  new Story().tell(
    founded(quorum),
    [ada, bo, cleo, dan].map((id) => enrolled(id)),
    drafted(roof),
    opened(roof),
    ...told,
  );

function search(story: Story, bounds?: SearchBounds) {
  const searching = new TurningPointSearch(emptyRecord, roof, story.events.length, bounds);
  for (const [index, event] of story.events.entries()) searching.step(story.records[index + 1]!, event);
  return searching;
}

/** Each point in one line: what happened, by or about whom, and the outcome from then on. */
const told = (story: Story, bounds?: SearchBounds) =>
  search(story, bounds)
    .found()
    .points.map(({ type, memberId, after }) => [type, memberId, after.outcome]);

const openedFirst = ['VotingOpened', undefined, 'no-quorum'];

describe('the events that turned the outcome', () => {
  it('are the ballots, delegations and revocations that did, and no others', () => {
    const story = given(
      cast(ada, roof, 'yes'),
      delegated(bo, ada),
      cast(cleo, roof, 'no'),
      delegated(dan, cleo),
      revoked(bo),
      tookBack(cleo, roof),
    );
    expect(told(story)).toEqual([
      openedFirst,
      ['DelegationSet', bo, 'adopted'],
      ['DelegationSet', dan, 'tied'],
      ['DelegationRevoked', bo, 'rejected'],
      ['BallotWithdrawn', cleo, 'no-quorum'],
    ]);
  });

  it('each say what the outcome was before', () => {
    const { points } = search(given(cast(ada, roof, 'yes'), delegated(bo, ada))).found();
    expect(points.map(({ before }) => before)).toEqual([undefined, { outcome: 'no-quorum', winners: [] }]);
    expect(points[1]).toMatchObject({ position: 10, after: { outcome: 'adopted', winners: ['yes'] } });
  });

  it('are a show of hands when the tellers agree, and not when one has counted', () => {
    const hall = [tellersOnRoll, convened(), began, [enters(ada), enters(bo), enters(cleo)]];
    const story = given(...hall, showOpened(), entered(tom, { yes: 3 }), entered(tess, { yes: 3 }), agreed({ yes: 3 }));
    expect(told(story)).toEqual([openedFirst, ['HandCountRecorded', undefined, 'adopted']]);
  });

  it('are whoever comes or goes, where the policy asks how many are in the hall', () => {
    const inTheHall = policy('ordinary', { quorums: [{ of: 'present', fraction: '1/2' }] });
    const story = new Story().tell(
      founded(inTheHall),
      [ada, bo, cleo, dan].map((id) => enrolled(id)),
      [drafted(roof), convened(), began],
      opened(roof),
      cast(ada, roof, 'yes'),
      [enters(ada), enters(bo), enters(cleo), leaves(cleo)],
    );
    expect(told(story)).toEqual([openedFirst, ['MemberCheckedIn', bo, 'adopted']]);
    story.tell(leaves(bo), ended);
    expect(told(story).slice(2)).toEqual([['MemberCheckedOut', bo, 'no-quorum']]);
  });

  it('are those of the hall where the hall decides, and of the opposition online that suspends it', () => {
    const suspensive = policy('ordinary', {
      effect: 'suspensive',
      suspensive: { opposition: '1/2', turnout: '1/5' },
    });
    const story = new Story().tell(
      founded(suspensive),
      [ada, bo, cleo, dan].map((id) => enrolled(id)),
      [drafted(roof), convened(), began, enters(ada)],
      opened(roof),
      voted(ada, 'yes', 'in-person'),
      voted(bo, 'no', 'online'),
      voted(cleo, 'yes', 'online'),
    );
    const { points } = search(story).found();
    expect(points.map(({ memberId, after }) => [memberId, after.outcome])).toEqual([
      [undefined, 'rejected'],
      [ada, 'adopted'],
      [bo, 'second-reading'],
      [cleo, 'adopted'],
    ]);
  });

  it('are not what came after the close', () => {
    const story = given(cast(ada, roof, 'yes'), closed(roof), delegated(bo, ada), delegated(cleo, ada));
    expect(told(story)).toEqual([openedFirst]);
    expect(search(story).isOver).toBe(true);
  });

  it('are none of a draft', () => {
    const story = new Story().tell(founded(), enrolled(ada), drafted(roof), delegated(ada, bo));
    expect(search(story).found()).toEqual({ points: [], isComplete: true });
  });
});

describe('where passes are bounded', () => {
  /** With a cap on what one voter carries there is no live count. */
  const capped = policy('ordinary', {}, { cap: '1' });
  const story = new Story().tell(
    founded(capped),
    [ada, bo, cleo, dan].map((id) => enrolled(id)),
    drafted(roof),
    opened(roof),
    cast(ada, roof, 'yes'),
    ...Array.from({ length: 12 }, () => [delegated(dan, bo), revoked(dan)]).flat(),
    cast(bo, roof, 'no'),
    cast(cleo, roof, 'no'),
    delegated(dan, bo),
  );
  const whole = [
    ['VotingOpened', undefined],
    ['BallotCast', ada],
    ['BallotCast', bo],
    ['BallotCast', cleo],
  ];
  const points = (bounds?: SearchBounds) => told(story, bounds).map(([type, memberId]) => [type, memberId]);

  it('every position is looked at while they last', () => {
    expect(points()).toEqual(whole);
    expect(search(story).found().isComplete).toBe(true);
  });

  it('then the ends of stretches are, and where the outcome is another there, the event is found by halving', () => {
    const bounds = { reads: 8, samples: 1 };
    expect(points(bounds)).toEqual(whole.slice(0, 3));
    expect(search(story, bounds).found().isComplete).toBe(false);
  });
});
