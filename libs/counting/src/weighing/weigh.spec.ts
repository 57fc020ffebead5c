import { count } from '../count';
import { type Channel, type Election, type ProfileLine, type Weighing, election } from '../election';
import { Fraction } from '../exact/fraction';

const votes = (number: number, choice: string, cls: string, channel: Channel = 'online'): ProfileLine => ({
  count: Fraction.of(number),
  choice,
  class: cls,
  channel,
});
const counted = (profile: readonly ProfileLine[], weighing: Weighing, more: Partial<Election> = {}) =>
  count(election({ options: ['yes', 'no'], rule: 'majority', profile, weighing, ...more }));

describe('fixed shares of control', () => {
  const halves = { by: 'class', shares: { workers: '1/2', clients: '1/2' } } as const;
  const clients = [votes(140, 'yes', 'clients'), votes(160, 'no', 'clients')];

  it('Somerset: three workers hold half, 300 clients the other; yes is exactly 11/15', () => {
    const result = counted([votes(3, 'yes', 'workers'), ...clients], { blocs: halves });
    expect(result).toMatchObject({ outcome: 'adopted', scores: { yes: '11/15', no: '4/15', abstain: '0' } });
    expect(result.workings).toMatchObject({ rawScores: { yes: '143', no: '160' } });
    expect(result.byBloc).toMatchObject({
      clients: { share: '1/2', weight: '1/2', scores: { yes: '7/30' } },
      workers: { weight: '1/2', scores: { yes: '1/2' } },
    });
  });

  it('gives the share of a class that did not vote to the others, forfeits it, or calls the vote invalid', () => {
    const scores = (empty: 'redistribute' | 'forfeit' | 'invalid') => counted(clients, { blocs: { ...halves, empty } });
    expect(scores('redistribute').scores).toMatchObject({ yes: '7/15', no: '8/15' });
    expect(scores('forfeit').scores).toMatchObject({ yes: '7/30', no: '4/15' });
    expect(scores('invalid')).toMatchObject({ outcome: 'no-quorum', participation: { quorum: false } });
  });

  it('lets abstentions use up their part of the share', () => {
    const result = counted([votes(1, 'yes', 'workers'), votes(3, 'abstain', 'workers'), ...clients], { blocs: halves });
    expect(result.scores).toEqual({ yes: '43/120', no: '4/15', abstain: '3/8' });
  });
});

describe('factors', () => {
  it('multiply the ballots of a channel exactly, and leave shares of the entitled in own weight', () => {
    const profile = [votes(2, 'yes', 'a', 'in-person'), votes(3, 'no', 'a')];
    const weighing = { factors: { 'in-person': '3/2' } };
    expect(counted(profile, weighing)).toMatchObject({ outcome: 'tied', scores: { yes: '3', no: '3' } });
    const decision = { thresholds: [{ base: 'entitled' as const, fraction: '2/5', strict: true }] };
    expect(counted(profile, weighing, { decision }).outcome).toBe('rejected');
  });

  it('weigh carried weight on its own', () => {
    const person = (id: string) => ({ id, weight: Fraction.ONE, votes: true, present: false });
    const result = count(
      election({
        options: ['yes', 'no'],
        rule: 'majority',
        members: [person('ada'), person('bo'), person('cy')],
        delegations: [{ from: 'bo', scope: 'assembly', to: ['ada'] }],
        ballots: [
          { voter: 'ada', choice: 'yes', channel: 'in-person' },
          { voter: 'cy', choice: 'no', channel: 'online' },
        ],
        weighing: { factors: { 'in-person': '3/2', carried: '1/2' } },
      }),
    );
    expect(result.scores).toMatchObject({ yes: '9/4', no: '1' });
  });
});

describe('caps', () => {
  const capped = (...profile: ProfileLine[]) =>
    counted(profile, { caps: { by: 'class', shares: { investors: '1/4' } } }).scores;

  it('hold a class to its share of the total as it counts', () => {
    expect(capped(votes(90, 'no', 'investors'), votes(6, 'yes', 'workers'))).toMatchObject({ yes: '6', no: '2' });
  });

  it('leave a class below its cap alone', () => {
    expect(capped(votes(2, 'no', 'investors'), votes(6, 'yes', 'workers'))).toMatchObject({ yes: '6', no: '2' });
    expect(capped(votes(1, 'no', 'investors'), votes(6, 'yes', 'workers'))).toMatchObject({ yes: '6', no: '1' });
  });

  it('leave nothing to the capped where nobody else voted', () => {
    expect(capped(votes(9, 'yes', 'investors'))).toMatchObject({ yes: '0', no: '0' });
  });

  it('hold two classes at once', () => {
    const shares = { investors: '1/4', founders: '1/4' };
    const profile = [votes(90, 'no', 'investors'), votes(5, 'no', 'founders'), votes(6, 'yes', 'workers')];
    expect(counted(profile, { caps: { by: 'class', shares } })).toMatchObject({
      scores: { yes: '6', no: '6' },
      byBloc: { founders: { cap: '1/4', weight: '3' } },
    });
  });
});
