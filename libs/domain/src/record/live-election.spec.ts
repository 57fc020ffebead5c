import { tally } from '@plenum/counting';
import { electionOf } from './election-of';
import { LiveElection } from './live-election';
import {
  ada,
  adopted,
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
} from './people.contract';
import { Story, type Told } from './story.contract';

const allLive = { electorate: 'live', weights: 'live', delegations: 'live' } as const;

/** A story in which Ada, Bo, Cleo and Dan are asked about the roof, and its live count, which follows fact by fact. */
class Followed {
  readonly story: Story;
  private readonly live: LiveElection;

  constructor(given = policy('ordinary', { frozen: allLive })) {
    const members = [ada, bo, cleo, dan].map((member) => enrolled(member, { classId: 'workers' }));
    this.story = new Story().tell(founded(given), members, drafted(roof), opened(roof));
    const begun = LiveElection.begin(this.story.record, roof);
    if (typeof begun === 'string') throw new Error(begun);
    this.live = begun;
  }

  /** Whether the count went on through all that was told. */
  tell(...told: readonly Told[]): boolean {
    return told.every((one) => {
      const before = this.story.events.length;
      this.story.tell(one);
      return this.live.follow(this.story.record, this.story.events.slice(before));
    });
  }

  get whyNot() {
    return this.live.whyNot;
  }

  /** The live sums, which are those of the whole election. */
  get sums() {
    const whole = tally(electionOf(this.story.record, roof)!);
    expect(this.live.tally()).toEqual(whole);
    const { own, carried } = whole.sums;
    return { own, carried, lost: whole.undelivered.total };
  }
}

describe('a live election goes on', () => {
  it('when somebody is enrolled who had delegated, and been delegated to, before', () => {
    const followed = new Followed();
    expect(followed.tell(delegated(eva, ada), delegated(bo, eva), cast(ada, roof, 'yes'))).toBe(true);
    expect(followed.sums).toEqual({ own: '1', carried: '0', lost: '3' });
    expect(followed.tell(enrolled(eva, { classId: 'workers' }))).toBe(true);
    expect(followed.sums).toEqual({ own: '1', carried: '2', lost: '2' });
  });

  it('beside another over the same roll, when both take somebody in', () => {
    const story = new Story().tell(founded(policy('ordinary', { frozen: allLive })), enrolled(ada), drafted(roof));
    story.tell(drafted(fence), opened(roof), opened(fence));
    const live = [roof, fence].map((id) => LiveElection.begin(story.record, id) as LiveElection);
    story.tell(enrolled(bo));
    expect(live.map((one) => one.follow(story.record, story.events.slice(-1)))).toEqual([true, true]);
    expect(live.map(({ electors }) => electors)).toEqual([2, 2]);
  });

  it('when a voter is struck, whose ballot and whatever it carried is lost', () => {
    const followed = new Followed();
    expect(followed.tell(delegated(bo, ada), cast(ada, roof, 'yes'), struck(ada))).toBe(true);
    expect(followed.sums).toEqual({ own: '0', carried: '0', lost: '3' });
  });

  it('when a new charter comes into force: the proposal keeps the one it opened under', () => {
    const followed = new Followed();
    expect(followed.tell(adopted(2, policy('ordinary', { rule: 'score' })), cast(ada, roof, 'yes'))).toBe(true);
    expect(followed.sums).toMatchObject({ own: '1' });
  });

  it('while the roll changes under a proposal that pinned it', () => {
    const followed = new Followed(policy('ordinary'));
    expect(followed.tell(enrolled(eva), amended(ada, { weight: '3' }), delegated(bo, eva))).toBe(true);
    expect(followed.sums).toEqual({ own: '0', carried: '0', lost: '4' });
  });
});

describe('a live election waits', () => {
  it('while a delegation that applies ranks two delegates, and not for one that a narrower scope hides', () => {
    const followed = new Followed();
    followed.tell(delegated(bo, [ada, cleo]));
    expect(followed.whyNot).toBe('ranked-delegates');
    followed.tell(delegated(bo, cleo, `proposal:${roof}`));
    expect(followed.whyNot).toBeUndefined();
  });

  it('no longer when whoever ranked them is struck', () => {
    const followed = new Followed();
    expect(followed.tell(delegated(bo, [ada, cleo]), struck(bo))).toBe(true);
    expect(followed.whyNot).toBeUndefined();
    expect(followed.sums).toMatchObject({ lost: '3' });
  });
});

describe('a live election ends', () => {
  it.each<[string, readonly Told[]]>([
    ['when a weight is amended', [amended(ada, { weight: '2', classId: 'workers' })]],
    ['when a class is amended', [amended(ada, { classId: 'clients' })]],
    ['when a vote becomes consultative', [amended(ada, { votes: false, classId: 'workers' })]],
    ['when somebody comes back', [struck(ada), readmitted(ada, { classId: 'workers' })]],
    ['when voting closes', [closed(roof)]],
  ])('%s', (_what, told) => {
    const followed = new Followed();
    expect(followed.tell(...told)).toBe(false);
  });

  it('and begins only for a proposal that is open and that no limit binds', () => {
    const capped = policy('capped', {}, { cap: '1/2' });
    const story = new Story().tell(founded(policy('ordinary'), capped), enrolled(ada), drafted(roof));
    story.tell(drafted(fence, { policyId: 'capped' }), opened(fence));
    expect(LiveElection.begin(story.record, roof)).toBe('not-open');
    expect(LiveElection.begin(story.record, fence)).toBe('cap');
  });
});

it('faults on events that do not lead from its record to the next', () => {
  const story = new Story().tell(founded(), enrolled(ada), drafted(roof), opened(roof));
  const live = LiveElection.begin(story.record, roof) as LiveElection;
  story.tell(cast(ada, roof, 'yes'), cast(ada, roof, 'no'));
  expect(() => live.follow(story.record, story.events.slice(-1))).toThrow(expect.objectContaining({ name: 'Fault' }));
});
