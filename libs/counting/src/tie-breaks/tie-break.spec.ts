import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { type Ballot, type Election, type Json, type TieBreak, election } from '../election';
import { count } from '../count';
import { Fraction } from '../exact/fraction';
import { sha256 } from './sha256';

const casts = (voter: string, choice: Json): Ballot => ({ voter, choice, channel: 'online' });
const assembly = (more: Partial<Election> & Pick<Election, 'options' | 'rule' | 'ballots' | 'tieBreak'>) =>
  count(
    election({
      ...more,
      members: ['chair', 'ada', 'bo'].map((id) => ({ id, weight: Fraction.ONE, votes: true, present: false })),
    }),
  );

describe('a draw', () => {
  it('uses the SHA-256 of the standard', () => {
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) =>
        expect(sha256(text)).toBe(createHash('sha256').update(text).digest('hex')),
      ),
    );
  });

  it('takes the options in the order of their lots, and every option has its chance', () => {
    const winnerOf = (seed: string) =>
      count(
        election({
          options: ['a', 'b', 'c'],
          rule: 'approval',
          profile: [{ count: Fraction.ONE, choice: ['a', 'b', 'c'], channel: 'online' }],
          tieBreak: `draw:${seed}`,
        }),
      ).winners[0]!;
    const seeds = Array.from({ length: 60 }, (_, index) => sha256(String(index)));
    for (const seed of seeds) {
      const lots = ['a', 'b', 'c'].map((option) => [sha256(`${seed}:${option}`), option]).sort();
      expect(winnerOf(seed)).toBe(lots[0]![1]);
    }
    expect(new Set(seeds.map(winnerOf))).toEqual(new Set(['a', 'b', 'c']));
  });
});

describe("the chair's ballot", () => {
  const chair: TieBreak = 'chair:chair';

  it('decides a tied proposal as the chair voted', () => {
    const ballots = (own: string) => [casts('chair', own), casts('ada', own === 'yes' ? 'no' : 'yes')];
    const yesNo = { options: ['yes', 'no'], rule: 'majority' as const, tieBreak: chair };
    expect(assembly({ ...yesNo, ballots: ballots('yes') }).outcome).toBe('adopted');
    expect(assembly({ ...yesNo, ballots: ballots('no') }).outcome).toBe('rejected');
  });

  it('leaves the tie when the chair abstained or did not vote', () => {
    const ballots = [casts('ada', 'yes'), casts('bo', 'no')];
    const yesNo = { options: ['yes', 'no'], rule: 'majority' as const, tieBreak: chair };
    expect(assembly({ ...yesNo, ballots }).outcome).toBe('tied');
    expect(assembly({ ...yesNo, ballots: [...ballots, casts('chair', 'abstain')] }).outcome).toBe('tied');
  });

  it('decides between options as the chair ranked them, and only between the tied', () => {
    const ballots = [
      casts('chair', [['c'], ['b'], ['a']]),
      casts('ada', [['a'], ['b'], ['c']]),
      casts('bo', [['b'], ['a', 'c']]),
    ];
    const ranked = { options: ['a', 'b', 'c'], rule: 'copeland' as const, tieBreak: chair };
    expect(assembly({ ...ranked, ballots, seats: 2 })).toMatchObject({
      winners: ['b', 'c'],
      workings: { tieBreak: { among: ['a', 'c'], chosen: ['c'] } },
    });
  });
});

describe('the status quo', () => {
  it('stands when a proposal is tied', () => {
    const ballots = [casts('ada', 'yes'), casts('bo', 'no')];
    expect(assembly({ options: ['yes', 'no'], rule: 'majority', tieBreak: 'status-quo', ballots }).outcome).toBe(
      'rejected',
    );
  });
});
