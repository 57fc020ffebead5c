import * as fc from 'fast-check';
import { countingRule, countingRuleNames } from '../counting-rules';
import type { BallotForm } from '../counting-rules/counting-rule';
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
    ['$.plenum must be 1 or 2, the versions of this format', { ...small, plenum: 3 }],
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
        (text) => void countsOrRefuses(text),
      ),
      { numRuns: 1_000 },
    );
  });

  it('so does a file that puts together whatever the format allows', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(anyFile, (file) => {
        if (countsOrRefuses(JSON.stringify(file))) seen.add(file.rule);
      }),
      { numRuns: 4_000 },
    );
    expect([...seen].sort()).toEqual([...countingRuleNames].sort());
  });
});

/** True when it was counted; then the election, printed and read again, counts to the same bytes. */
function countsOrRefuses(text: string): boolean {
  const parsed = parseCountFile(text);
  if ('error' in parsed) {
    expect(parsed.error.path).toMatch(/^\$/);
    expect(parsed.error.reason).not.toBe('');
    return false;
  }
  const printed = printResult(count(parsed.election));
  const again = parseCountFile(printCountFile(parsed.election));
  expect('election' in again && printResult(count(again.election))).toBe(printed);
  const { commission } = parsed.election.weighing;
  expect(JSON.parse(printed)).toHaveProperty('plenum', commission === undefined ? 1 : 2);
  return true;
}

const ids = ['ada', 'bo', 'cy', 'di', 'ed', 'flo'];
const someone = fc.constantFrom(...ids);
const options = ['a', 'b', 'c'];
const someOptions = fc.subarray(options);
const channel = fc.constantFrom('in-person', 'online');
const exact = fc.constantFrom('0', '1', '1/3', '0.5', '2', '1000000000000000000');
const share = fc.constantFrom('0', '1/3', '1/2', '1');
const by = fc.constantFrom('class', 'channel');
const kinds = { class: fc.constantFrom('workers', 'clients') };
const choice = fc.oneof(
  fc.constantFrom('yes', 'no', 'abstain', 'agree', 'object', 'block', 'a', 'b'),
  someOptions,
  someOptions.map((some) => some.map((option) => [option])),
  fc.dictionary(fc.constantFrom(...options), fc.nat(4)),
);

/** Files in which every key is well formed, though the keys need not go together. */
const anyFile = fc
  .constantFrom(...countingRuleNames)
  .chain((rule) => {
    const line = {
      choice: fc.oneof(choice, { weight: 9, arbitrary: choiceFor(countingRule(rule).ballotForm) }),
      channel,
    };
    return fc.record(
      {
        plenum: fc.constantFrom(1, 2),
        options: fc.constant(rule === 'majority' ? ['yes', 'no'] : options),
        rule: fc.constant(rule),
        seats: fc.integer({ min: 1, max: 3 }),
        tieBreak: fc.constantFrom('none', 'order', 'status-quo', 'chair:ada', 'draw:0123456789abcdef'),
        members: fc.tuple(
          ...ids.map((id) =>
            fc.record(
              { id: fc.constant(id), weight: exact, ...kinds, votes: fc.boolean(), present: fc.boolean() },
              { requiredKeys: ['id', 'class'] },
            ),
          ),
        ),
        areas: fc.constant(['roads/cycling']),
        delegationRule: fc.constantFrom(...delegationRuleNames),
        delegations: fc.uniqueArray(
          fc.record({
            from: someone,
            scope: fc.constantFrom('assembly', 'area:roads', 'proposal'),
            to: fc.uniqueArray(someone, { maxLength: 2 }),
          }),
          { maxLength: 4, selector: ({ from, scope }) => `${from}${scope}` },
        ),
        delegationLimits: fc.record({ maxChain: fc.nat(3), cap: share, damping: share }, { requiredKeys: [] }),
        ballots: fc.array(fc.record({ voter: someone, ...line }), { maxLength: 3 }),
        profile: fc.array(fc.record({ count: exact, ...kinds, ...line }), { maxLength: 3 }),
        handCounts: fc.array(
          fc.record({
            counted: fc.uniqueArray(someone, { maxLength: 3 }),
            totals: fc.dictionary(fc.constantFrom('yes', 'a', 'agree', 'abstain'), fc.nat(2)),
          }),
          { maxLength: 1 },
        ),
        weighing: fc.record(
          {
            factors: fc.record({ 'in-person': exact, online: exact, carried: exact }, { requiredKeys: [] }),
            blocs: fc.record({
              by: fc.constant('class'),
              shares: fc.constant({ workers: '1/2', clients: '1/2' }),
              empty: fc.constantFrom('redistribute', 'forfeit', 'invalid'),
            }),
            caps: fc.record({
              by: fc.constant('class'),
              shares: fc.record({ workers: share, clients: share }, { requiredKeys: [] }),
            }),
            commission: fc.record(
              { members: fc.uniqueArray(someone), factor: exact, cap: share },
              { requiredKeys: ['members', 'factor'] },
            ),
          },
          { requiredKeys: [] },
        ),
        decision: fc.record(
          {
            thresholds: fc.array(
              fc.record(
                {
                  base: fc.constantFrom('yes-no', 'valid', 'present', 'entitled'),
                  fraction: share,
                  strict: fc.boolean(),
                  measure: fc.constantFrom('weight', 'heads'),
                  perBloc: by,
                },
                { requiredKeys: ['base', 'fraction', 'strict'] },
              ),
              { maxLength: 2 },
            ),
            quorums: fc.array(
              fc.record({
                of: fc.constantFrom('entitled-weight', 'entitled-heads', 'valid-weight', 'valid-heads', 'present'),
                fraction: share,
              }),
              { maxLength: 1 },
            ),
            blocksStand: fc.boolean(),
          },
          { requiredKeys: [] },
        ),
        costs: fc.constant({ a: '300', b: '1/3', c: '0' }),
        budget: fc.constantFrom('400', '0'),
      },
      { requiredKeys: ['plenum', 'options', 'rule', 'members', 'ballots', 'costs', 'budget'] },
    );
  })
  .map((file) => (file.rule === 'majority' ? { ...file, costs: {} } : file));

function choiceFor(form: BallotForm): fc.Arbitrary<unknown> {
  switch (form) {
    case 'yes-no':
      return fc.constantFrom('yes', 'no');
    case 'consent':
      return fc.constantFrom('agree', 'object', 'block');
    case 'one-option':
      return fc.constantFrom(...options);
    case 'approvals':
      return someOptions;
    case 'ranking':
      return someOptions.map((some) => some.map((option) => [option]));
    case 'points':
    case 'grades':
      return fc.dictionary(fc.constantFrom(...options), fc.nat(4));
  }
}
