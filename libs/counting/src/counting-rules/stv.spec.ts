import { TIDEMAN_1995, countProfile } from './profile.contract';

const PETS = ['D1', 'D2', 'C1', 'C2', 'F'];
// A published hand-worked example: L. Li's STV primer, parts 4 to 6, yingtongli.me/blog/2022/06/16.
const BALLOTS =
  '21 D1>D2>F>C1>C2, 19 D2>D1>F>C1>C2, 40 C1>C2>F>D1>D2, 6 C2>C1>F>D1>D2, 7 F>D1>D2>C1>C2, 6 F>D1>C1>C2>D2, 1 F>D1';

describe('stv', () => {
  it("counts the paper's example: 80 ballots, a quota of 21, R and S elected with a surplus, and then T", () => {
    const result = countProfile('stv', [...'RSTUV'], TIDEMAN_1995, { seats: 3 });
    expect(result).toMatchObject({ outcome: 'elected', winners: ['R', 'S', 'T'], workings: { quota: '21' } });
    expect(result.workings['rounds']).toMatchObject([
      { votes: { R: '40', S: '18', T: '6', U: '7', V: '9' }, elected: ['R'], surplus: '19' },
      { votes: { R: '21', S: '37', T: '6', U: '7', V: '9' }, elected: ['S'], surplus: '16' },
      // The whole pile of S goes on at 16/37: 9 votes to T and 9 to U, and at 19/40 of that 15 to T and 25 to V.
      { votes: { T: '480/37', U: '403/37', V: '523/37' }, excluded: ['U'] },
      { votes: { T: '883/37', V: '523/37' }, elected: ['T'] },
    ]);
    for (const transfer of ['scottish', 'meek'] as const) {
      const others = countProfile('stv', [...'RSTUV'], TIDEMAN_1995, { seats: 3, ruleOptions: { transfer } });
      expect(others.winners).toEqual(['R', 'S', 'T']);
    }
  });

  it('transfers surpluses by the weighted inclusive Gregory method', () => {
    const result = countProfile('stv', PETS, BALLOTS, { seats: 3 });
    expect(result).toMatchObject({ outcome: 'elected', winners: ['D1', 'D2', 'C1'], workings: { quota: '26' } });
    expect(result.ranking).toBeUndefined();
    expect(result.workings['rounds']).toEqual([
      {
        votes: { D1: '21', D2: '19', C1: '40', C2: '6', F: '14' },
        exhausted: '0',
        elected: ['C1'],
        transferred: 'C1',
        surplus: '14',
      },
      { votes: { D1: '21', D2: '19', C1: '26', C2: '20', F: '14' }, exhausted: '0', excluded: ['F'] },
      {
        votes: { D1: '35', D2: '19', C1: '26', C2: '20', F: '0' },
        exhausted: '0',
        elected: ['D1'],
        transferred: 'D1',
        surplus: '9',
      },
      { votes: { D1: '26', D2: '131/5', C1: '26', C2: '754/35', F: '0' }, exhausted: '9/35', elected: ['D2'] },
    ]);
  });

  it('leaves seats open for which no ballot speaks, and a tie-break fills them', () => {
    const options = Array.from({ length: 40 }, (_, index) => `o${index}`);
    for (const transfer of ['gregory', 'meek'] as const) {
      const seated = (tieBreak: 'none' | 'order') =>
        countProfile('stv', options, '5 o7, 2 o9', { seats: 4, tieBreak, ruleOptions: { transfer } });
      expect(seated('none')).toMatchObject({ outcome: 'tied', winners: options });
      expect(seated('order')).toMatchObject({ outcome: 'elected', winners: ['o0', 'o1', 'o7', 'o9'] });
    }
  });

  it('cuts each worth to five decimals in the Scottish way', () => {
    const rounds = countProfile('stv', PETS, BALLOTS, { seats: 3, ruleOptions: { transfer: 'scottish' } }).workings[
      'rounds'
    ];
    // 9/35 is 0.25714285..., cut to 0.25714: 19 + 28 x 0.25714 and 20 + 6 x 0.25714.
    expect(rounds).toMatchObject([{}, {}, {}, { votes: { D2: '327499/12500', C2: '538571/25000' } }]);
  });

  it("elects the same by Meek's method here, with a quota that falls as ballots exhaust", () => {
    const result = countProfile('stv', PETS, BALLOTS, { seats: 3, ruleOptions: { transfer: 'meek' } });
    expect(result).toMatchObject({ outcome: 'elected', winners: ['D1', 'D2', 'C1'] });
  });

  it('gives parties that keep together their share of seats, whatever the quota', () => {
    const ballots = '60 a1>a2>a3, 40 b1>b2>b3';
    for (const quota of ['droop', 'hare', 'hagenbach-bischoff'] as const) {
      const seated = countProfile('stv', ['a1', 'a2', 'a3', 'b1', 'b2', 'b3'], ballots, {
        seats: 5,
        ruleOptions: { quota },
      });
      expect(seated.winners).toEqual(['a1', 'a2', 'a3', 'b1', 'b2']);
    }
  });

  it('keeps a tie for exclusion open when it decides a seat', () => {
    const result = countProfile('stv', ['a', 'b', 'c'], '5 a, 2 b, 2 c', { seats: 2 });
    expect(result).toMatchObject({ outcome: 'tied', winners: ['a', 'b', 'c'] });
    expect(countProfile('stv', ['a', 'b', 'c'], '5 a, 2 b, 2 c', { seats: 2, tieBreak: 'order' })).toMatchObject({
      outcome: 'elected',
      winners: ['a', 'b'],
    });
  });

  it('lets earlier stages decide ties in the Scottish way', () => {
    // b and c are level once d's ballot has gone to c, but b was ahead before.
    const ballots = '6 a, 3 b, 2 c, 1 d>c';
    const scottish = countProfile('stv', ['a', 'b', 'c', 'd'], ballots, {
      seats: 2,
      ruleOptions: { transfer: 'scottish' },
    });
    expect(scottish).toMatchObject({ outcome: 'elected', winners: ['a', 'b'] });
    expect(countProfile('stv', ['a', 'b', 'c', 'd'], ballots, { seats: 2 })).toMatchObject({
      outcome: 'tied',
      winners: ['a', 'b', 'c'],
    });
  });

  it('shares a ballot among options tied on it', () => {
    expect(countProfile('stv', ['a', 'b', 'c'], '3 a=b, 1 c', { seats: 2 })).toMatchObject({
      winners: ['a', 'b'],
      scores: { a: '3/2', b: '3/2', c: '1' },
    });
  });
});
