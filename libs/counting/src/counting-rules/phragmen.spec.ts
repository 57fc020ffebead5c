import * as fc from 'fast-check';
import { Fraction } from '../exact/fraction';
import { approvalBallots, countLines, line } from './profile.contract';

/** c1 to c12, but for the first so many. */
const from = (first: number) => Array.from({ length: 13 - first }, (_, index) => `c${first + index}`);

describe('phragmen', () => {
  it('elects c1 to c12 in example 6 of the paper, though four voters are due two seats together and each approves of one winner', () => {
    const cs = [1, 2, 3].map((first) => from(first).join(' '));
    const ballots = approvalBallots(`2 a b c1, 2 a b c2, 6 ${cs[0]}, 5 ${cs[1]}, 9 ${cs[2]}`);
    const result = countLines('phragmen', ['a', 'b', ...from(1)], ballots, { seats: 12 });
    expect(result).toMatchObject({ outcome: 'elected', winners: from(1) });
    expect(result.workings).not.toHaveProperty('notAllWaysTried');
  });

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

  it('finds whoever is elected in some way the ties can fall, as a plain recursion does, alike options and all', () => {
    const options = ['a', 'b', 'c', 'd', 'e'];
    const approvals = fc.subarray(options, { minLength: 1 });
    fc.assert(
      fc.property(
        fc.array(approvals, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 4 }),
        (ballots, seats) => {
          const sets = [
            ...new Set(
              possibleSets(
                ballots,
                options,
                seats,
                [],
                ballots.map(() => Fraction.ZERO),
              ),
            ),
          ];
          const profile = ballots.map((approved) => line('1', approved));
          const result = countLines('phragmen', options, profile, { seats });
          expect(result.winners).toEqual(options.filter((option) => sets.some((set) => set.includes(option))));
          expect(result.outcome === 'tied').toBe(sets.length > 1);
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** Every set of winners, its members in order and joined by spaces; voter by voter, from the definition. */
function possibleSets(
  ballots: readonly (readonly string[])[],
  options: readonly string[],
  seats: number,
  winners: readonly string[],
  loads: readonly Fraction[],
): readonly string[] {
  const loadOf = (option: string) => {
    const bearers = loads.filter((_, voter) => ballots[voter]!.includes(option));
    return Fraction.ONE.plus(Fraction.sum(bearers)).over(Fraction.of(bearers.length));
  };
  const open = options.filter(
    (option) => !winners.includes(option) && ballots.some((approved) => approved.includes(option)),
  );
  if (open.length === 0 || winners.length === seats) return [[...winners].sort().join(' ')];
  const least = open.map(loadOf).reduce((min, load) => (load.compare(min) < 0 ? load : min));
  return open
    .filter((option) => loadOf(option).equals(least))
    .flatMap((next) => {
      const borne = loads.map((load, voter) => (ballots[voter]!.includes(next) ? least : load));
      return possibleSets(ballots, options, seats, [...winners, next], borne);
    });
}
