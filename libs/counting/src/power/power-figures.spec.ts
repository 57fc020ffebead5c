import { type Delegation, type Election, type Member, election } from '../election';
import { Fraction } from '../exact/fraction';
import { concentration } from './concentration';
import { whoAloneCouldFlip } from './could-flip';
import { powerFigures } from './power-figures';

const person = (id: string): Member => ({ id, weight: Fraction.ONE, votes: true, present: false });
const trusts = (from: string, to: string): Delegation => ({ from, scope: 'assembly', to: [to] });
const casts = (voter: string, choice: string) => ({ voter, choice, channel: 'online' as const });
const block = (voter: string, own: number, carried: number) => ({
  voter,
  own: Fraction.of(own),
  carried: Fraction.of(carried),
});

/** Ada carries Bo and Cy; Di, Ed and Flo vote for themselves. */
const assembly = (...ballots: [string, string][]): Election =>
  election({
    options: ['yes', 'no'],
    rule: 'majority',
    members: ['ada', 'bo', 'cy', 'di', 'ed', 'flo'].map(person),
    delegations: [trusts('bo', 'ada'), trusts('cy', 'bo')],
    ballots: ballots.map(([voter, choice]) => casts(voter, choice)),
  });

describe('concentration', () => {
  it('of four equal voters: nobody carries anyone, and there are effectively four', () => {
    const { largestCarriedShare, largestCarriers, effectiveVoters } = concentration(
      ['ada', 'bo', 'cy', 'di'].map((voter) => block(voter, 1, 0)),
    );
    expect([String(largestCarriedShare), largestCarriers, String(effectiveVoters)]).toEqual(['0', [], '4']);
  });

  it('is exact: 3, 1, 1 and 1 are three effective voters, and Ada carries a third', () => {
    const figures = concentration([block('ada', 1, 2), ...['di', 'ed', 'flo'].map((voter) => block(voter, 1, 0))]);
    expect(String(figures.effectiveVoters)).toBe('3');
    expect([String(figures.largestCarriedShare), figures.largestCarriers]).toEqual(['1/3', ['ada']]);
  });

  it('names everyone who carries the most, and is nothing where nothing is cast', () => {
    expect(concentration([block('ada', 1, 2), block('bo', 5, 2)]).largestCarriers).toEqual(['ada', 'bo']);
    expect(String(concentration([]).effectiveVoters)).toBe('0');
  });
});

describe('power figures of a count', () => {
  it('take what each voter casts: Ada with 3 of 6 is a blocker, and decides most', () => {
    const given = assembly(['ada', 'yes'], ['di', 'no'], ['ed', 'no'], ['flo', 'no']);
    const figures = powerFigures(given, { samples: 100, seed: 1 });
    expect(figures.blocks.map(({ voter }) => voter)).toEqual(['ada', 'di', 'ed', 'flo']);
    expect(figures.banzhaf).toMatchObject({ method: 'exact' });
    expect('index' in figures.banzhaf && figures.banzhaf.index.map(String)).toEqual(['7/10', '1/10', '1/10', '1/10']);
  });

  it('are sampled where weights are too fine to count, with the seed beside them', () => {
    const given = assembly(['ada', 'yes'], ['di', 'no']);
    const members = given.members.map((member, index) => ({ ...member, weight: Fraction.of(10 ** 9 + index, 7) }));
    const { banzhaf } = powerFigures({ ...given, members }, { samples: 400, seed: 7 });
    expect(banzhaf).toMatchObject({ method: 'sampled', samples: 400, seed: 7 });
    expect(banzhaf.decides.map(String)).toEqual(['1', '0']);
  });
});

describe('who alone could flip the result', () => {
  const alternatives = ['yes', 'no', 'abstain'];
  const voters = (given: Election) => whoAloneCouldFlip(given, alternatives).map(({ voter }) => voter);

  it('Ada, who carries three of five, and nobody else', () => {
    const given = assembly(['ada', 'yes'], ['di', 'no'], ['ed', 'no']);
    expect(whoAloneCouldFlip(given, alternatives)).toEqual([
      {
        voter: 'ada',
        ways: [
          { choice: 'no', outcome: 'rejected', winners: ['no'] },
          { choice: 'abstain', outcome: 'rejected', winners: ['no'] },
        ],
      },
    ]);
  });

  it('tells Ada, who carries two more, from Flo, who casts the same alone', () => {
    const given = assembly(['ada', 'yes'], ['di', 'no'], ['ed', 'no'], ['flo', 'yes']);
    expect(whoAloneCouldFlip(given, ['abstain']).map(({ voter }) => voter)).toEqual(['ada']);
  });

  it('everyone, when it is 3 to 3', () => {
    expect(voters(assembly(['ada', 'yes'], ['di', 'no'], ['ed', 'no'], ['flo', 'no']))).toEqual([
      ...['ada', 'di', 'ed', 'flo'],
    ]);
  });

  it('nobody, when all agree and none carries half', () => {
    expect(voters(assembly(['di', 'yes'], ['ed', 'yes'], ['flo', 'yes']))).toEqual([]);
  });

  it('the chair, whose ballot would break the tie, and not Flo, who cast the same', () => {
    const given = assembly(['bo', 'yes'], ['di', 'no'], ['ed', 'no'], ['flo', 'no']);
    const flippers = whoAloneCouldFlip({ ...given, tieBreak: 'chair:ed' }, ['abstain']);
    expect(flippers).toEqual([{ voter: 'ed', ways: [{ choice: 'abstain', outcome: 'tied', winners: ['yes', 'no'] }] }]);
  });

  it('tells Di of the commission, whose ballot weighs three, from Ed, who cast the same', () => {
    const given = assembly(['di', 'yes'], ['ed', 'yes'], ['flo', 'no']);
    expect(voters({ ...given, weighing: { commission: { members: ['di'], factor: '3' } } })).toEqual(['di']);
  });

  it('counts by the conditions of the decision: three quarters are out of one voter’s reach', () => {
    const given = assembly(['ada', 'yes'], ['di', 'no'], ['ed', 'no'], ['flo', 'no']);
    const thresholds = [{ base: 'yes-no' as const, fraction: '3/4', strict: false }];
    expect(voters({ ...given, decision: { thresholds } })).toEqual([]);
  });
});
