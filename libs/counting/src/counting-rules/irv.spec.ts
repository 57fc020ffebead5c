import * as fc from 'fast-check';
import { CAPITALS, TENNESSEE, TIDEMAN_1995, countLines, countProfile, line } from './profile.contract';

describe('irv', () => {
  it("counts the 80 ballots of the paper's example for one seat: R is elected when T, V, S and U are out", () => {
    const result = countProfile('irv', [...'RSTUV'], TIDEMAN_1995);
    expect(result).toMatchObject({ winners: ['R'], ranking: [['R'], ['U'], ['S'], ['V'], ['T']] });
    expect(result.workings['rounds']).toMatchObject([
      { votes: { R: '40', S: '18', T: '6', U: '7', V: '9' }, eliminated: ['T'] },
      { votes: { R: '40', S: '18', U: '13', V: '9' }, eliminated: ['V'] },
      { votes: { R: '40', S: '18', U: '22' }, eliminated: ['S'] },
      { votes: { R: '49', U: '31' }, eliminated: ['U'] },
    ]);
  });

  it('elects Knoxville as the capital of Tennessee, by way of Chattanooga and Nashville', () => {
    const result = countProfile('irv', CAPITALS, TENNESSEE);
    expect(result.winners).toEqual(['knoxville']);
    expect(result.ranking).toEqual([['knoxville'], ['memphis'], ['nashville'], ['chattanooga']]);
    expect(result.workings['rounds']).toEqual([
      {
        votes: { memphis: '42', nashville: '26', chattanooga: '15', knoxville: '17' },
        continuing: '100',
        eliminated: ['chattanooga'],
      },
      { votes: { memphis: '42', nashville: '26', knoxville: '32' }, continuing: '100', eliminated: ['nashville'] },
      { votes: { memphis: '42', knoxville: '58' }, continuing: '100', eliminated: ['memphis'] },
    ]);
  });

  it('leaves everyone tied when nobody voted, and a tie-break has its way with all of them', () => {
    const options = Array.from({ length: 40 }, (_, index) => `o${index}`);
    expect(countLines('irv', options, [])).toMatchObject({ outcome: 'tied', winners: options });
    expect(countLines('irv', options, [], { tieBreak: 'order' })).toMatchObject({
      outcome: 'elected',
      winners: ['o0'],
    });
  });

  it('exhausts ballots, or ends them in a shared last place', () => {
    const ballots = '4 a, 3 b, 2 c';
    expect(countProfile('irv', ['a', 'b', 'c'], ballots).workings['rounds']).toMatchObject([
      {},
      { votes: { a: '4', b: '3' }, continuing: '7' },
    ]);
    const last = countProfile('irv', ['a', 'b', 'c'], ballots, { ruleOptions: { unlisted: 'last' } });
    expect(last.workings['rounds']).toMatchObject([{}, { votes: { a: '5', b: '4' }, continuing: '9' }]);
  });

  it('keeps a tie for elimination open when it decides the winner', () => {
    const ballots = '4 a, 3 b>c, 3 c>b';
    expect(countProfile('irv', ['a', 'b', 'c'], ballots)).toMatchObject({
      outcome: 'tied',
      winners: ['b', 'c'],
      workings: { tiesLeftOpen: true },
    });
    expect(countProfile('irv', ['a', 'b', 'c'], ballots, { tieBreak: 'order' })).toMatchObject({
      outcome: 'elected',
      winners: ['b'],
    });
  });

  it('does not mind a tie for elimination that decides nothing', () => {
    expect(countProfile('irv', ['a', 'b', 'c'], '6 a, 2 b>a, 2 c>a')).toMatchObject({
      outcome: 'elected',
      winners: ['a'],
    });
  });

  it('splits a shared first place equally', () => {
    expect(countProfile('irv', ['a', 'b', 'c'], '1 a=b=c, 1 a').scores).toEqual({ a: '4/3', b: '1/3', c: '1/3' });
  });

  it('finds whoever wins in some order of eliminating the tied, as a plain recursion does', () => {
    const options = ['a', 'b', 'c', 'd'];
    const ballots = fc.array(fc.shuffledSubarray(options, { minLength: 1 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(ballots, (orders) => {
        const profile = orders.map((order) =>
          line(
            '1',
            order.map((option) => [option]),
          ),
        );
        expect(countLines('irv', options, profile).winners).toEqual(
          options.filter((option) => possibleWinners(options, orders).has(option)),
        );
      }),
      { numRuns: 1_000 },
    );
  });
});

function possibleWinners(left: readonly string[], orders: readonly (readonly string[])[]): ReadonlySet<string> {
  if (left.length === 1) return new Set(left);
  const votes = (option: string) =>
    orders.filter((order) => order.find((other) => left.includes(other)) === option).length;
  const fewest = Math.min(...left.map(votes));
  const last = left.filter((option) => votes(option) === fewest);
  return new Set(
    last.flatMap((out) => [
      ...possibleWinners(
        left.filter((option) => option !== out),
        orders,
      ),
    ]),
  );
}
