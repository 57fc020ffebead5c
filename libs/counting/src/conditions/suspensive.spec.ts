import { type Ballot, type Channel, type Election, type Member, election } from '../election';
import { Fraction } from '../exact/fraction';
import { type Suspensive, suspensiveResult } from './suspensive';

/** More than half of those online against, and more than a fifth of the electorate online. */
const POLICY: Suspensive = { opposition: '1/2', turnout: '1/5' };

/** Ballots by channel, of people who each weigh 1: [yes, no, abstain]. */
interface Room {
  readonly hall: readonly [number, number, number];
  readonly online: readonly [number, number, number];
}

const TWENTY = Array.from({ length: 20 }, (_, index) => `member ${index + 1}`);
const person = (id: string): Member => ({ id, weight: Fraction.ONE, votes: true, present: false });

function assembly({ hall, online }: Room, more: Partial<Election> = {}): Election {
  const ballots: Ballot[] = [];
  const fill = (channel: Channel, counts: readonly number[]) =>
    ['yes', 'no', 'abstain'].forEach((choice, place) => {
      for (let cast = 0; cast < counts[place]!; cast++)
        ballots.push({ voter: TWENTY[ballots.length]!, choice, channel });
    });
  fill('in-person', hall);
  fill('online', online);
  return election({ options: ['yes', 'no'], rule: 'majority', members: TWENTY.map(person), ballots, ...more });
}

describe('given an electorate of 20, where more than half against of more than a fifth online suspends', () => {
  it.each<[string, Room, string]>([
    ['hall for, nobody online', { hall: [5, 2, 0], online: [0, 0, 0] }, 'adopted'],
    ['hall for, online for', { hall: [5, 2, 0], online: [6, 1, 0] }, 'adopted'],
    ['hall for, online half against', { hall: [5, 2, 0], online: [3, 3, 0] }, 'adopted'],
    ['hall for, online more than half against', { hall: [5, 2, 0], online: [3, 4, 0] }, 'second-reading'],
    ['hall for, all against online but exactly a fifth there', { hall: [5, 2, 0], online: [0, 4, 0] }, 'adopted'],
    [
      'hall for, against online with abstentions over a fifth',
      { hall: [5, 2, 0], online: [1, 3, 1] },
      'second-reading',
    ],
    ['hall for, only abstentions online', { hall: [5, 2, 0], online: [0, 0, 9] }, 'adopted'],
    ['hall against, online for: the hall decides', { hall: [2, 3, 0], online: [9, 0, 0] }, 'rejected'],
    ['hall against, online against: nothing to suspend', { hall: [2, 3, 0], online: [0, 9, 0] }, 'rejected'],
    ['hall tied', { hall: [2, 2, 0], online: [0, 9, 0] }, 'tied'],
    ['nobody in the hall: it does not decide', { hall: [0, 0, 0], online: [9, 1, 0] }, 'rejected'],
  ])('when %s: %j is %s', (_when, room, expected) => {
    expect(suspensiveResult(assembly(room), POLICY).outcome).toBe(expected);
  });

  it('then the figures are told, exactly and apart', () => {
    expect(suspensiveResult(assembly({ hall: [5, 2, 0], online: [3, 4, 1] }), POLICY)).toMatchObject({
      hall: { outcome: 'adopted', winners: ['yes'], scores: { yes: '5', no: '2', abstain: '0' }, quorum: true },
      online: { yes: '3', no: '4', valid: '8', entitled: '20', opposition: '4/7', turnout: '2/5', opposed: true },
    });
  });
});

describe('the hall', () => {
  it('needs its quorum without those online', () => {
    const decision = { quorums: [{ of: 'entitled-weight' as const, fraction: '1/2' }] };
    const { outcome, hall } = suspensiveResult(assembly({ hall: [9, 0, 0], online: [9, 0, 0] }, { decision }), POLICY);
    expect([outcome, hall.quorum]).toEqual(['no-quorum', false]);
  });

  it('counts hands, and what is carried by those in it', () => {
    const given = assembly({ hall: [1, 0, 0], online: [0, 2, 0] });
    const counted = TWENTY.slice(3, 6);
    const { hall, online } = suspensiveResult(
      {
        ...given,
        handCounts: [{ counted, totals: { yes: 1, no: 2 } }],
        delegations: [{ from: TWENTY[6]!, scope: 'assembly', to: [TWENTY[0]!] }],
      },
      POLICY,
    );
    expect(hall).toMatchObject({ outcome: 'adopted', scores: { yes: '3', no: '2' } });
    expect(online).toMatchObject({ no: '2', turnout: '1/10', opposed: false });
  });

  it('weighs its commission, while opposition online is in own weight', () => {
    const given = assembly(
      { hall: [1, 2, 0], online: [1, 4, 0] },
      { weighing: { factors: { online: '1/4' }, commission: { members: [TWENTY[0]!], factor: '3' } } },
    );
    expect(suspensiveResult(given, POLICY)).toMatchObject({
      outcome: 'second-reading',
      hall: { scores: { yes: '3', no: '2' } },
      online: { opposition: '4/5', turnout: '1/4' },
    });
  });

  it('lets a block that stands in the hall block, and counts one online as opposition', () => {
    const cast = (voter: number, choice: string, channel: Channel) => ({ voter: TWENTY[voter]!, choice, channel });
    const consent = (hall: string, online: string) =>
      suspensiveResult(
        election({
          options: ['the new roof'],
          rule: 'consent',
          members: TWENTY.slice(0, 2).map(person),
          ballots: [cast(0, hall, 'in-person'), cast(1, online, 'online')],
        }),
        POLICY,
      ).outcome;
    expect([consent('block', 'agree'), consent('agree', 'block'), consent('agree', 'agree')]).toEqual([
      'blocked',
      'second-reading',
      'adopted',
    ]);
  });

  it('decides among anonymous ballots too, all of whom are entitled', () => {
    const line = (count: number, choice: string, channel: Channel) => ({ count: Fraction.of(count), choice, channel });
    const profile = [line(3, 'yes', 'in-person'), line(1, 'yes', 'online'), line(4, 'no', 'online')];
    const given = election({ options: ['yes', 'no'], rule: 'majority', profile });
    expect(suspensiveResult(given, POLICY).outcome).toBe('second-reading');
    expect(suspensiveResult(given, { ...POLICY, turnout: '5/8' }).outcome).toBe('adopted');
  });
});

it('is not for rules that elect', () => {
  const given = election({ options: ['a', 'b'], rule: 'approval' });
  expect(() => suspensiveResult(given, POLICY)).toThrow('approval has no opposition to suspend by');
});
