import type { Policy } from '../assembly/charter';
import { ada, bo, cast, cleo, closed, drafted, enrolled, founded, opened, policy, roof } from './people.contract';
import { certifiedResult } from './certified-result';
import { objectionsTo } from './objections';
import { whyUnsettled } from './settled';
import { Story, type Told } from './story.contract';
import { fact } from '../kernel/event-type';
import { BallotCast } from '../ballots/ballots.events';

const voting = (more: Partial<Policy>, ...told: Told[]) =>
  new Story().tell(
    founded(policy('ordinary', more)),
    [ada, bo, cleo].map((member) => enrolled(member)),
    drafted(roof),
    opened(roof),
    ...told,
  );
const two = [cast(ada, roof, 'yes'), cast(bo, roof, 'yes')];
const final = { finalBallots: true };

describe('an outcome that nothing can change any more', () => {
  const why = (story: Story) => whyUnsettled(story.record, roof);

  it('is proven where ballots are final and the rest is too few', () => {
    expect(why(voting(final, two))).toBeUndefined();
    expect(why(voting(final, cast(ada, roof, 'yes')))).toBe(
      'what members may still say leaves more than one outcome possible',
    );
  });

  it('is not proven while ballots can change, the roll can, or those online may suspend it', () => {
    expect(why(voting({}, two))).toBe('what members may still say leaves more than one outcome possible');
    const live = { ...final, frozen: { electorate: 'live', weights: 'at-open', delegations: 'live' } as const };
    expect(why(voting(live, two))).toBe('the electorate or its weights are not frozen');
    const suspensive = { ...final, effect: 'suspensive', suspensive: { opposition: '1/2', turnout: '0' } } as const;
    expect(why(voting(suspensive, two))).toBe('those online may still suspend what the hall decides');
  });
});

describe('a result that those online can suspend', () => {
  const suspensive = { effect: 'suspensive', suspensive: { opposition: '1/2', turnout: '1/3' } } as const;
  const inHall = (memberId: string, choice: string) =>
    fact(BallotCast, { proposalId: roof, memberId, choice, channel: 'in-person' });

  it('waits for a second reading when they oppose what the hall adopts', () => {
    const opposed = voting(
      suspensive,
      [inHall(ada, 'yes'), cast(bo, roof, 'no'), cast(cleo, roof, 'no')],
      closed(roof),
    );
    expect(certifiedResult(opposed.record, roof)).toMatchObject({
      outcome: 'second-reading',
      winners: [],
      suspension: { hallOutcome: 'adopted', opposition: '1', turnout: '2/3' },
    });
  });

  it('is the hall’s where too few online took part', () => {
    const few = voting(suspensive, [inHall(ada, 'yes'), cast(bo, roof, 'no')], closed(roof));
    expect(certifiedResult(few.record, roof)).toMatchObject({
      outcome: 'adopted',
      suspension: { hallOutcome: 'adopted', opposition: '1', turnout: '1/3' },
    });
  });
});

describe('objections with their reasons', () => {
  const says = (memberId: string, choice: string, reason?: string) =>
    fact(BallotCast, { proposalId: roof, memberId, choice, channel: 'online', ...(reason ? { reason } : {}) });

  it('are those of a vote by consent that object or block and say why', () => {
    const story = voting({ rule: 'consent', thresholds: [] }, [
      says(ada, 'block', 'The beams are rotten'),
      says(bo, 'object'),
      says(cleo, 'agree', 'At last'),
    ]);
    expect(objectionsTo(story.record, story.record.proposals.get(roof)!)).toEqual([
      { memberId: ada, choice: 'block', reason: 'The beams are rotten' },
    ]);
    const majority = voting({}, [says(ada, 'no', 'Too dear')]);
    expect(objectionsTo(majority.record, majority.record.proposals.get(roof)!)).toEqual([]);
  });
});
