import { approvalBallots, countLines } from './profile.contract';

describe('phragmen', () => {
  it('spreads loads as in Example 2.9 of Lackner and Skowron, Multi-Winner Voting with Approval Preferences', () => {
    const ballots = approvalBallots('3 a b, 3 a c, 2 a d, 1 b c f, 1 e, 1 f, 1 g');
    const result = countLines('phragmen', ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'], ballots, { seats: 4 });
    expect(result).toMatchObject({ outcome: 'elected', winners: ['a', 'b', 'c', 'd'] });
    expect(result.workings['rounds']).toMatchObject([
      { elected: 'a', load: { a: '1/8' } },
      { elected: 'b', load: { b: '11/32', c: '11/32' } },
      { elected: 'c', load: { c: '55/128' } },
      { elected: 'd', load: { d: '5/8' } },
    ]);
  });

  it("counts Phragmén's own example of 1894: 1034 ABC, 519 PQR, 90 ABQ and 47 APQ elect A, B and Q", () => {
    const ballots = approvalBallots('1034 A B C, 519 P Q R, 90 A B Q, 47 A P Q');
    expect(countLines('phragmen', ['A', 'B', 'C', 'P', 'Q', 'R'], ballots, { seats: 3 }).winners).toEqual([
      'A',
      'B',
      'Q',
    ]);
  });
});
