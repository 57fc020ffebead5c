import * as fc from 'fast-check';
import { count } from '../count';
import { parseCountFile } from '../count-file/parse-count-file';
import { printCountFile } from '../count-file/print-count-file';
import { type Ballot, type Commission, type Election, type HandCount, type Member, election } from '../election';
import { Fraction, fractionOf } from '../exact/fraction';
import { whyNotLive } from '../live/linear-pass';
import { tally } from '../tally';

const ROADS = ['ada', 'bo'];
const EVERYONE = [...ROADS, 'cy', 'di', 'ed', 'flo'];
const person = (id: string): Member => ({ id, weight: Fraction.ONE, votes: true, present: false });
const casts = (voter: string, choice: string, channel: Ballot['channel'] = 'online'): Ballot => ({
  voter,
  choice,
  channel,
});
const given = (commission: Omit<Commission, 'members'>, more: Partial<Election>): Election =>
  election({
    options: ['yes', 'no'],
    rule: 'majority',
    members: EVERYONE.map(person),
    weighing: { commission: { members: ROADS, ...commission } },
    ...more,
  });

describe('given the roads commission, Ada and Bo, and a factor of 3/2 in its area', () => {
  const others = [casts('cy', 'no'), casts('di', 'no'), casts('ed', 'no')];

  it('when both vote, then each ballot of theirs counts 3/2: 3 to 3', () => {
    const counted = count(given({ factor: '3/2' }, { ballots: [casts('ada', 'yes'), casts('bo', 'yes'), ...others] }));
    expect(counted).toMatchObject({ plenum: 2, outcome: 'tied', scores: { yes: '3', no: '3' } });
    expect(counted.weighed).toMatchObject({
      scores: { yes: { raw: '2', weighted: '3' }, no: { raw: '3', weighted: '3' } },
      valid: { raw: '5', weighted: '6' },
      byChannel: { online: { raw: '5', weighted: '6', scores: { yes: { raw: '2', weighted: '3' } } } },
      commission: { factor: '3/2', capped: false, raw: '2', weighted: '3' },
    });
  });

  it('when Ada votes in a hall that has a factor of its own, then both factors count', () => {
    const factors = { 'in-person': '2' };
    const weighing = { factors, commission: { members: ROADS, factor: '3/2' } };
    const ballots = [casts('ada', 'yes', 'in-person'), casts('cy', 'no', 'in-person')];
    expect(tally(given({ factor: '1' }, { weighing, ballots })).scores).toMatchObject({ yes: '3', no: '2' });
  });

  it('when Cy and Di delegate to Ada, then what she carries for them counts once', () => {
    const delegations = ['cy', 'di'].map((from) => ({ from, scope: 'assembly' as const, to: ['ada'] }));
    const counted = tally(given({ factor: '3/2' }, { ballots: [casts('ada', 'yes')], delegations }));
    expect(counted.scores).toMatchObject({ yes: '7/2' });
    expect(counted.weighed?.commission).toMatchObject({ raw: '1', weighted: '3/2' });
  });

  it('when Bo lets Cy vote for him, then his weight counts once, as any', () => {
    const delegations = [{ from: 'bo', scope: 'assembly' as const, to: ['cy'] }];
    expect(tally(given({ factor: '3/2' }, { ballots: [casts('cy', 'yes')], delegations })).scores.yes).toBe('2');
  });

  it('when a guest is among those appointed, then the tally of the guests is not weighed', () => {
    const members = [person('ada'), { ...person('bo'), votes: false }];
    const counted = tally(given({ factor: '3' }, { members, ballots: [casts('ada', 'yes'), casts('bo', 'no')] }));
    expect([counted.scores.yes, counted.guests?.scores.no]).toEqual(['3', '1']);
  });

  it('when hands are counted, then they count 3/2 only where the whole counted set is of the commission', () => {
    const hands = (...counted: string[]): HandCount => ({ counted, totals: { yes: counted.length } });
    const of = (...handCounts: HandCount[]) => tally(given({ factor: '3/2' }, { handCounts })).scores.yes;
    expect([of(hands('ada', 'bo')), of(hands('cy', 'di')), of(hands('ada', 'cy'))]).toEqual(['3', '2', '2']);
    expect(of(hands('ada', 'bo'), hands('cy', 'di'))).toBe('5');
  });
});

describe('given a cap on the share of the commission', () => {
  const ballots = [casts('ada', 'yes'), casts('bo', 'no'), casts('cy', 'no'), casts('di', 'no')];

  it.each([
    ['is above it, then it holds exactly that share of what counts', '4', '1/3', { yes: '1/2', no: '5/2' }, true],
    ['is just at it, then it counts in full', '1', '1/2', { yes: '1', no: '3' }, false],
    ['is below it, then it counts in full', '2', '3/4', { yes: '2', no: '4' }, false],
    ['may hold everything, then it counts in full', '100', '1', { yes: '100', no: '102' }, false],
    ['may hold nothing, then it counts for nothing', '4', '0', { yes: '0', no: '2' }, true],
  ])('when it %s', (_when, factor, cap, scores, capped) => {
    const counted = tally(given({ factor, cap }, { ballots }));
    expect(counted.scores).toMatchObject(scores);
    expect(counted.weighed?.commission).toMatchObject({ cap, capped, raw: '2' });
    expect(counted.workings).toMatchObject({ rawScores: { yes: '1', no: '3' } });
  });

  it('when nobody but the commission voted, then there is nothing to hold a share of', () => {
    const alone = tally(given({ factor: '2', cap: '1/2' }, { ballots: [casts('ada', 'yes')] }));
    expect(alone).toMatchObject({ outcome: 'rejected', scores: { yes: '0' }, workings: { rawScores: { yes: '1' } } });
  });
});

it('needs a linear pass, and so do hands: nothing live tells them apart', () => {
  const weighed = given({ factor: '3/2' }, {});
  expect(whyNotLive(weighed)).toBe('commission');
  expect(whyNotLive({ ...weighed, weighing: {} })).toBeUndefined();
  expect(whyNotLive({ ...weighed, weighing: {}, handCounts: [{ counted: ['cy'], totals: {} }] })).toBe('hand-counts');
});

describe('a count file with a commission', () => {
  const file = (more: object) =>
    parseCountFile(
      JSON.stringify({
        plenum: 2,
        options: ['yes', 'no'],
        rule: 'majority',
        members: EVERYONE.map((id) => ({ id })),
        ballots: [{ voter: 'ada', choice: 'yes' }],
        weighing: { commission: { members: ROADS, factor: '1.50', cap: '1/3' } },
        ...more,
      }),
    );

  it.each<[string, object]>([
    ['$.weighing.commission is not known in version 1 of this format; write "plenum": 2', { plenum: 1 }],
    [
      '$.weighing.commission.members[0] is not a member: "zoe"',
      { weighing: { commission: { members: ['zoe'], factor: '1' } } },
    ],
    ['$.weighing.commission.factor is required', { weighing: { commission: { members: [] } } }],
    [
      '$.weighing.commission.cap must not be more than 1',
      { weighing: { commission: { members: [], factor: '1', cap: '3/2' } } },
    ],
    [
      '$.handCounts[0].counted must be all of the commission or none of it, since hands are not told apart',
      { handCounts: [{ counted: ['bo', 'cy'], totals: { yes: 2 } }] },
    ],
  ])('is refused: %s', (expected, more) => {
    const parsed = file(more);
    expect('error' in parsed && `${parsed.error.path} ${parsed.error.reason}`).toBe(expected);
  });

  it('is printed in version 2, without those who left the roll, and counts to the same bytes', () => {
    const parsed = file({});
    if ('error' in parsed) throw new Error(parsed.error.path);
    const without = parsed.election.members.filter(({ id }) => id !== 'bo');
    const printed = printCountFile({ ...parsed.election, members: without });
    expect(JSON.parse(printed)).toMatchObject({
      plenum: 2,
      weighing: { commission: { members: ['ada'], factor: '3/2', cap: '1/3' } },
    });
    const again = parseCountFile(printed);
    expect('election' in again && count(again.election)).toEqual(count({ ...parsed.election, members: without }));
  });

  it('is printed in version 1 once nothing needs version 2, and so is its result', () => {
    const parsed = file({ weighing: { factors: { online: '2' } } });
    if ('error' in parsed) throw new Error(parsed.error.path);
    expect(JSON.parse(printCountFile(parsed.election))).toMatchObject({ plenum: 1 });
    const result = count(parsed.election);
    expect([result.plenum, 'weighed' in result]).toEqual([1, false]);
    expect(tally(parsed.election).weighed?.scores['yes']).toEqual({ raw: '1', weighted: '2' });
  });
});

describe('whatever the factor, the cap and the ballots', () => {
  const exact = fc.constantFrom('0', '1/3', '1', '3/2', '7');
  const someBallots = fc.subarray(EVERYONE).chain((voters) =>
    fc.tuple(
      ...voters.map((voter) =>
        fc.record({
          voter: fc.constant(voter),
          choice: fc.constantFrom('yes', 'no', 'abstain'),
          channel: fc.constantFrom('in-person' as const, 'online' as const),
        }),
      ),
    ),
  );

  it('the commission holds no more than its share, nobody else weighs less, and raw totals stay', () => {
    fc.assert(
      fc.property(exact, fc.constantFrom('0', '1/3', '1/2', '1'), someBallots, (factor, cap, ballots) => {
        const weighed = tally(given({ factor, cap }, { ballots })).weighed!;
        const plain = tally(given({ factor, cap }, { ballots, weighing: {} }));
        const held = fractionOf(weighed.commission!.weighted);
        const all = fractionOf(weighed.valid.weighted);
        expect(held.compare(all.times(fractionOf(cap)))).toBeLessThanOrEqual(0);
        const others = (side: 'raw' | 'weighted') =>
          fractionOf(weighed.valid[side]).minus(fractionOf(weighed.commission![side]));
        expect(others('weighted')).toEqual(others('raw'));
        const raw = Object.fromEntries(Object.entries(weighed.scores).map(([option, score]) => [option, score.raw]));
        expect(raw).toEqual({ ...plain.scores });
      }),
    );
  });
});
