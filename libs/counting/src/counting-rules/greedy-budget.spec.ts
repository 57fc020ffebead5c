import { sha256 } from '../tie-breaks/sha256';
import { approvalBallots, countLines } from './profile.contract';

const projects = (colour: string) => Array.from({ length: 10 }, (_, index) => `${colour}${index}`);

describe('greedy-budget', () => {
  it('spends all on what 51 of 100 approve of, which Aziz and others 2017 (introduction) hold against it (we know of no count in the paper)', () => {
    const [red, blue] = [projects('red'), projects('blue')];
    const costs = Object.fromEntries([...red, ...blue].map((project) => [project, '10']));
    const ballots = approvalBallots(`51 ${red.join(' ')}, 49 ${blue.join(' ')}`);
    const result = countLines('greedy-budget', [...red, ...blue], ballots, { costs, budget: '100' });
    expect(result).toMatchObject({ outcome: 'elected', winners: red, workings: { left: '0' } });
  });

  it('funds by approvals and passes over what does not fit', () => {
    const costs = { a: '300', b: '200', c: '100' };
    const result = countLines('greedy-budget', ['a', 'b', 'c'], approvalBallots('5 a, 4 b, 3 c'), {
      costs,
      budget: '400',
    });
    expect(result).toMatchObject({
      outcome: 'elected',
      winners: ['a', 'c'],
      scores: { a: '5', b: '4', c: '3' },
      workings: { left: '0' },
    });
  });

  it('keeps a tie when the budget is enough for only one of two', () => {
    const costs = { a: '300', b: '300' };
    const result = countLines('greedy-budget', ['a', 'b'], approvalBallots('1 a b'), { costs, budget: '400' });
    expect(result).toMatchObject({ outcome: 'tied', winners: ['a', 'b'] });
  });

  it('counts costs exactly: three thirds fit into one', () => {
    const costs = { a: '1/3', b: '1/3', c: '1/3' };
    expect(
      countLines('greedy-budget', ['a', 'b', 'c'], approvalBallots('1 a b c'), { costs, budget: '1' }).winners,
    ).toEqual(['a', 'b', 'c']);
  });

  it('keeps open which of many equal projects are funded, and knows when all of them are', () => {
    const options = projects('p');
    const costs = Object.fromEntries(options.map((option) => [option, '10']));
    const funded = (budget: string) =>
      countLines('greedy-budget', options, approvalBallots(`1 ${options.join(' ')}`), { costs, budget });
    expect(funded('50')).toMatchObject({ outcome: 'tied', winners: options, workings: { tiesLeftOpen: true } });
    expect(funded('50').workings).not.toHaveProperty('notAllWaysTried');
    expect(funded('100')).toMatchObject({ outcome: 'elected', winners: options });
  });

  it('lets a draw decide among forty equal projects, of which no search could try every half', () => {
    const options = Array.from({ length: 40 }, (_, index) => `p${index}`);
    const costs = Object.fromEntries(options.map((option) => [option, '1']));
    const drawn = (seed: string) =>
      countLines('greedy-budget', options, approvalBallots(`1 ${options.join(' ')}`), {
        costs,
        budget: '20',
        tieBreak: `draw:${seed}`,
      });
    const lots = options.map((option) => [sha256(`5eed:${option}`), option] as const).sort();
    const first = lots.slice(0, 20).map(([, option]) => option);
    expect(drawn('5eed')).toMatchObject({ outcome: 'elected', workings: { left: '0' } });
    expect([...drawn('5eed').winners].sort()).toEqual([...first].sort());
  });
});
