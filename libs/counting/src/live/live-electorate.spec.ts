import { gather } from '../cells';
import { resolveDelegations } from '../delegations/resolve-delegations';
import { election, type Channel, type Json } from '../election';
import { Fraction } from '../exact/fraction';
import { tally, tallyOf } from '../tally';
import { ElectorIndex } from './elector-index';
import { LiveElectorate } from './live-electorate';

const weight = Fraction.ONE;
const [ada, bo, cy] = ['ada', 'bo', 'cy'].map((id) => ({ id, weight }));
const scoring = election({ options: ['roof', 'fence'], rule: 'score', ruleOptions: { maxScore: 99 } });
const voting = election({ options: ['yes', 'no'], rule: 'majority' });

const given = (terms = voting) => {
  const index = new ElectorIndex([ada!, bo!]);
  return new LiveElectorate(terms, index, [ada!, { ...bo!, delegate: 'cy' }]);
};

describe('the choices of a live electorate', () => {
  it('take no more room when a ballot is changed a hundred times', () => {
    const live = given(scoring);
    for (let score = 0; score < 100; score++) live.castBallot('ada', { roof: score, fence: 0 }, 'online');
    expect(live.cast().choices.length).toBeLessThan(3);
    expect(tallyOf(scoring, live.cast()).scores['roof']).toBe('99');
  });

  it('tell an abstention that came back from the one that was changed', () => {
    const live = given();
    for (const choice of ['abstain', 'yes', 'abstain']) live.castBallot('ada', choice, 'online');
    live.withdrawBallot('ada');
    live.castBallot('bo', 'no', 'online');
    live.castBallot('bo', 'abstain', 'online');
    expect(tallyOf(voting, live.cast()).scores).toEqual({ yes: '0', no: '0', abstain: '1' });
  });
});

describe('who delegates to somebody not yet on the roll', () => {
  it('is carried from the moment they are taken in, unless they chose otherwise meanwhile', () => {
    const [live, other] = [given(), given()];
    expect(tallyOf(voting, live.cast()).undelivered.reasons['dead-end']).toBe('2');
    other.setDelegation('bo', 'ada');
    for (const one of [live, other]) {
      expect(one.enrol(cy!)).toBe(true);
      one.castBallot('cy', 'yes', 'online');
    }
    expect(tallyOf(voting, live.cast()).sums).toMatchObject({ own: '1', carried: '1' });
    expect(tallyOf(voting, other.cast()).sums).toMatchObject({ own: '1', carried: '0' });
    expect([live.electors, live.voters]).toEqual([3, 1]);
  });

  it('finds no place where their weight or class is new, or where they were struck before', () => {
    const live = given();
    expect(live.enrol({ id: 'di', weight: Fraction.of(1n, 2n) })).toBe(false);
    expect(live.enrol({ id: 'di', weight, class: 'workers' })).toBe(false);
    live.strike('bo');
    expect(live.enrol(bo!)).toBe(false);
    expect(live.electors).toBe(1);
  });
});

describe('a live electorate', () => {
  it('tells of no class where nobody has one', () => {
    expect(Object.keys(tallyOf(voting, given().cast()).byClass)).toEqual([]);
  });

  it('counts each ballot in its channel, and whoever is not heard online, as the count from nothing does', () => {
    const cast: [string, Json, Channel][] = [
      ['ada', 'yes', 'in-person'],
      ['cy', 'no', 'online'],
    ];
    const members = [ada!, bo!, cy!].map((member) => ({ ...member, votes: true, present: false }));
    const live = new LiveElectorate(voting, new ElectorIndex(members), members);
    for (const [voter, choice, channel] of cast) live.castBallot(voter, choice, channel);
    const ballots = cast.map(([voter, choice, channel]) => ({ voter, choice, channel }));
    const whole = { ...voting, members, ballots };
    expect(tallyOf(voting, live.cast()).byChannel).toEqual(tally(whole).byChannel);
    expect(live.cast().cells).toEqual(gather(whole, resolveDelegations(whole), 'members').cells);
  });
});
