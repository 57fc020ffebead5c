import * as fc from 'fast-check';
import { countingRuleNames } from '../counting-rules';
import { delegationRuleNames } from '../delegation-rules';
import { count, printResult } from '../count';
import { parseCountFile } from './parse-count-file';
import { printCountFile } from './print-count-file';

const small = {
  plenum: 1,
  options: ['yes', 'no'],
  rule: 'majority',
  members: [{ id: 'ada' }, { id: 'bo', weight: '1/3', class: 'workers' }, { id: 'cy', votes: false }],
  delegations: [{ from: 'bo', scope: 'assembly', to: ['ada'] }],
  ballots: [{ voter: 'ada', choice: 'yes' }],
};

const errorOf = (file: unknown) => {
  const parsed = parseCountFile(typeof file === 'string' ? file : JSON.stringify(file));
  return 'error' in parsed ? `${parsed.error.path} ${parsed.error.reason}` : 'counted';
};

describe('a count file', () => {
  it('counts', () => {
    const parsed = parseCountFile(JSON.stringify(small));
    if ('error' in parsed) throw new Error(parsed.error.path);
    const result = JSON.parse(printResult(count(parsed.election))) as Record<string, unknown>;
    expect(Object.keys(result)).toEqual([
      ...['plenum', 'outcome', 'winners', 'ranking', 'scores', 'voters', 'undelivered', 'participation'],
      ...['byClass', 'byChannel', 'byBloc', 'guests', 'workings'],
    ]);
    expect(result).toMatchObject({
      outcome: 'adopted',
      scores: { yes: '4/3' },
      participation: { entitled: '4/3', valid: '4/3', quorum: true },
    });
  });

  it('is printed from an election, and counts to the same bytes', () => {
    const parsed = parseCountFile(JSON.stringify({ ...small, areas: ['roads'], delegationLimits: { damping: '1/2' } }));
    if ('error' in parsed) throw new Error(parsed.error.path);
    const again = parseCountFile(printCountFile(parsed.election));
    if ('error' in again) throw new Error(again.error.path);
    expect(printResult(count(again.election))).toBe(printResult(count(parsed.election)));
  });
});

describe('a count file that is not as the format says is refused with the path', () => {
  it.each<[string, unknown]>([
    ['$ is not JSON: it is empty', ''],
    ['$ is not JSON: line 2, column 3', '{\n  nonsense'],
    ['$ must be an object', []],
    [
      '$.ballots[0].choice must be "yes", "no" or "abstain"',
      { ...small, ballots: [{ voter: 'ada', choice: 'maybe' }] },
    ],
    ['$.colour is not a known key', { ...small, colour: 'red' }],
    ['$["a key"] is not a known key', { ...small, 'a key': 1 }],
    ['$.__proto__ is not a known key', JSON.stringify(small).replace('{', '{"__proto__":{},')],
    ['$.members[1].id repeats a key', '{"plenum":1,"members":[{"id":"a"},{"id":"a","\\u0069d":"b"}]}'],
    ['$.plenum must be 1, the version of this format', { ...small, plenum: 2 }],
    ['$.options is required', { ...small, options: undefined }],
    ['$.options must name at least one option', { ...small, options: [] }],
    ['$.options must be ["yes", "no"] for the rule majority', { ...small, options: ['yes', 'maybe'] }],
    [`$.rule must be one of ${countingRuleNames.join(', ')}`, { ...small, rule: 'toString' }],
    ['$.seats must be a whole number from 1 to 100000', { ...small, seats: 0 }],
    ['$.seats must be 1 for the rule majority', { ...small, seats: 2 }],
    ['$.ruleOptions.strength is not known to the rule majority', { ...small, ruleOptions: { strength: 'margins' } }],
    ['$.members[1].id repeats the member "ada"', { ...small, members: [{ id: 'ada' }, { id: 'ada' }] }],
    ['$.members[0].weight must not be negative', { ...small, members: [{ id: 'ada', weight: '-1' }] }],
    [
      '$.members[0].weight is not an integer, a decimal or a fraction: "NaN"',
      { ...small, members: [{ id: 'ada', weight: 'NaN' }] },
    ],
    [
      '$.members[0].weight must be a string that holds a number, such as "1", "0.5" or "1/3"',
      { ...small, members: [{ id: 'ada', weight: 1 }] },
    ],
    ['$.members is required where there are ballots', { ...small, members: undefined, delegations: undefined }],
    ['$ must have one of ballots, profile and handCounts', { ...small, ballots: undefined }],
    ['$.ballots[0].voter is not a member: "zoe"', { ...small, ballots: [{ voter: 'zoe', choice: 'yes' }] }],
    [
      '$.ballots[0].channel must be one of in-person, online',
      { ...small, ballots: [{ voter: 'ada', choice: 'yes', channel: 'fax' }] },
    ],
    [
      '$.delegations[0].to[0] must not be the delegator',
      { ...small, delegations: [{ from: 'bo', scope: 'assembly', to: ['bo'] }] },
    ],
    [
      '$.delegations[0].to[1] repeats "ada"',
      { ...small, delegations: [{ from: 'bo', scope: 'assembly', to: ['ada', 'ada'] }] },
    ],
    [
      '$.delegations[0].scope must be "assembly", "proposal" or "area:" and a path',
      { ...small, delegations: [{ from: 'bo', scope: 'area:', to: [] }] },
    ],
    [
      '$.delegations[1] repeats the delegation of "bo" in "assembly"',
      { ...small, delegations: [...small.delegations, ...small.delegations] },
    ],
    ['$.delegationLimits.cap must not be more than 1', { ...small, delegationLimits: { cap: '2' } }],
    [`$.delegationRule must be one of ${delegationRuleNames.join(', ')}`, { ...small, delegationRule: 'random' }],
    [
      '$.decision.quorums[0] must have exactly one of fraction and atLeast',
      { ...small, decision: { quorums: [{ of: 'present' }] } },
    ],
    [
      '$.weighing.blocs.shares must add up to 1, not 5/6',
      { ...small, weighing: { blocs: { by: 'class', shares: { a: '1/2', b: '1/3' } } } },
    ],
    ['$.entitled is known from the members and must not be given', { ...small, entitled: '5' }],
    [
      '$.handCounts[0].counted[0] cast a ballot and cannot be counted again: "ada"',
      { ...small, handCounts: [{ counted: ['ada'], totals: {} }] },
    ],
    [
      '$.handCounts[0].totals adds up to 2 hands of 1 people',
      { ...small, handCounts: [{ counted: ['bo'], totals: { yes: 2 } }] },
    ],
    [
      '$.handCounts[0].totals.maybe is not one of "yes", "no", "abstain"',
      { ...small, handCounts: [{ counted: ['bo'], totals: { maybe: 1 } }] },
    ],
    [
      '$.members[0].class is required where classes are weighed or asked apart',
      { ...small, decision: { thresholds: [{ base: 'yes-no', fraction: '1/2', strict: true, perBloc: 'class' }] } },
    ],
    ['$.tieBreak names a chair who is not a member: "zoe"', { ...small, tieBreak: 'chair:zoe' }],
  ])('%s', (expected, file) => {
    expect(errorOf(file)).toBe(expected);
  });

  it('shows no more than the start of a name of a million letters, and on one line', () => {
    const error = errorOf({ ...small, ballots: [{ voter: `\n${'x'.repeat(1_000_000)}`, choice: 'yes' }] });
    expect(error.length).toBeLessThan(200);
    expect(error).not.toContain('\n');
  });

  it('counts names of a million letters and a weight of 10^18', () => {
    const id = '"\\'.repeat(500_000);
    expect(
      errorOf({
        ...small,
        members: [{ id, weight: '1000000000000000000' }],
        delegations: [],
        ballots: [{ voter: id, choice: 'no' }],
      }),
    ).toBe('counted');
  });
});

describe('whatever the input', () => {
  const mutated = fc
    .tuple(fc.constantFrom(...Object.keys(small)), fc.jsonValue())
    .map(([key, value]) => ({ ...small, [key]: value }));

  it('reading either gives an election that counts, or an error with a path', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          mutated.map((file) => JSON.stringify(file)),
        ),
        (text) => {
          const parsed = parseCountFile(text);
          if ('error' in parsed) expect(parsed.error.path).toMatch(/^\$/);
          else expect(count(parsed.election).plenum).toBe(1);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
