import { approvalBallots, countLines } from './profile.contract';

describe('equal-shares', () => {
  it('funds p0 to p3 at 1/15 and then three more at 1/6 each in example 4 of the paper, where p4 to p11 are tied', () => {
    const options = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8', 'p9', 'p10', 'p11', 'q'];
    const costs = Object.fromEntries(options.map((option) => [option, '1']));
    const pairs = ['p7', 'p8', 'p9', 'p10', 'p11'].map((own) => `3 p0 p1 p2 p3 ${own}`).join(', ');
    const ballots = approvalBallots(`${pairs}, 3 p4 p5 p6 p7 p8 p9 p10 p11, 3 p4 p5 p6, 1 q`);
    const given = { costs, budget: '11' };
    const result = countLines('equal-shares', options, ballots, { ...given, tieBreak: 'order' });
    expect(result).toMatchObject({ outcome: 'elected', winners: options.slice(0, 7), workings: { left: '4' } });
    expect(result.workings['rounds']).toMatchObject(
      options.slice(0, 7).map((funded, round) => ({ funded, price: { [funded]: round < 4 ? '1/15' : '1/6' } })),
    );
    const untied = countLines('equal-shares', options, ballots, given);
    expect(untied).toMatchObject({ outcome: 'tied', winners: options.slice(0, 12), workings: { tiesLeftOpen: true } });
    expect(untied.workings).not.toHaveProperty('notAllWaysTried');
  });

  it('pays as in Example 2.12 of Lackner and Skowron, Multi-Winner Voting with Approval Preferences: c at 1/5, then a at 13/40', () => {
    const costs = { a: '1', b: '1', c: '1', d: '1' };
    const ballots = approvalBallots('3 c d, 2 a b, 2 a c, 1 b d');
    const result = countLines('equal-shares', ['a', 'b', 'c', 'd'], ballots, { costs, budget: '3' });
    expect(result).toMatchObject({ outcome: 'elected', winners: ['a', 'c'], workings: { left: '1' } });
    expect(result.workings['rounds']).toMatchObject([
      { funded: 'c', price: { c: '1/5' } },
      { funded: 'a', price: { a: '13/40' } },
    ]);
  });

  it('gives 51 and 49 of 100 voters five and four projects, where a greedy count gives ten and none', () => {
    const projects = (colour: string) => Array.from({ length: 10 }, (_, index) => `${colour}${index}`);
    const [red, blue] = [projects('red'), projects('blue')];
    const costs = Object.fromEntries([...red, ...blue].map((project) => [project, '10']));
    const ballots = approvalBallots(`51 ${red.join(' ')}, 49 ${blue.join(' ')}`);
    const shared = countLines('equal-shares', [...red, ...blue], ballots, { costs, budget: '100' });
    const colours = (shared.workings['rounds'] as { funded: string }[]).map(({ funded }) => funded.replace(/\d/, ''));
    expect(colours.sort()).toEqual([...Array<string>(4).fill('blue'), ...Array<string>(5).fill('red')]);
    expect(countLines('greedy-budget', [...red, ...blue], ballots, { costs, budget: '100' }).winners).toEqual(red);
  });

  it('spends nothing where nobody approves', () => {
    expect(countLines('equal-shares', ['a'], approvalBallots('3'), { costs: { a: '1' }, budget: '5' })).toMatchObject({
      outcome: 'rejected',
      winners: [],
      workings: { left: '5' },
    });
  });
});
