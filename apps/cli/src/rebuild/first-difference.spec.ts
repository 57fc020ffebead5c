import { firstDifference } from './first-difference';

const ballot = (choice: unknown) => ({ proposals: [{ id: 'p', ballots: [['ada', { choice }]] }] });

describe('the first difference of two records', () => {
  it.each([
    [
      'entries of a map in another order',
      {
        members: [
          ['a', 1],
          ['b', 2],
        ],
      },
      {
        members: [
          ['b', 2],
          ['a', 1],
        ],
      },
    ],
    ['a set in another order', { struck: ['b', 'a'] }, { struck: ['a', 'b'] }],
    ['keys in another order', { a: 1, b: 2 }, { b: 2, a: 1 }],
    ['the same ranked choice', ballot([['x'], ['y']]), ballot([['x'], ['y']])],
  ])('is none for %s', (_what, left, right) => {
    expect(firstDifference(left, right)).toBeUndefined();
  });

  it.each([
    [
      'a weight',
      { members: [['a', { weight: '1' }]] },
      { members: [['a', { weight: '2' }]] },
      '$.members[0][1].weight',
    ],
    [
      'one member more',
      { members: [['a', 1]] },
      {
        members: [
          ['a', 1],
          ['b', 1],
        ],
      },
      '$.members[1]',
    ],
    ['a missing key', { closesAt: 'x' }, {}, '$.closesAt'],
    ['ranks of delegates', { delegates: ['a', 'b'] }, { delegates: ['b', 'a'] }, '$.delegates[0]'],
    ['ranks of a choice', ballot([['x'], ['y']]), ballot([['y'], ['x']]), '$.proposals[0].ballots[0][1].choice[0][0]'],
  ])('names where %s differs', (_what, left, right, path) => {
    expect(firstDifference(left, right)).toBe(path);
  });
});
