import * as fc from 'fast-check';
import { type Election, type ProfileLine, type Weighing, election } from '../election';
import { Fraction, fractionOf } from '../exact/fraction';
import { tally } from '../tally';

const votes = (
  number: number,
  choice: ProfileLine['choice'],
  cls: string,
  channel: 'in-person' | 'online' = 'online',
) => ({
  count: Fraction.of(number),
  choice,
  class: cls,
  channel,
});
const counted = (profile: readonly ProfileLine[], weighing: Weighing, more: Partial<Election> = {}) =>
  tally(election({ options: ['yes', 'no'], rule: 'majority', profile, weighing, ...more }));

describe('raw and weighted totals side by side', () => {
  it('Somerset: three workers weigh as much as 300 clients, by option, class and bloc', () => {
    const profile = [votes(3, 'yes', 'workers'), votes(140, 'yes', 'clients'), votes(160, 'no', 'clients')];
    const blocs = { by: 'class', shares: { workers: '1/2', clients: '1/2' } } as const;
    const clients = { raw: '300', weighted: '1/2', scores: { yes: { raw: '140', weighted: '7/30' } } };
    expect(counted(profile, { blocs }).weighed).toMatchObject({
      scores: { yes: { raw: '143', weighted: '11/15' }, no: { raw: '160', weighted: '4/15' } },
      valid: { raw: '303', weighted: '1' },
      byClass: { workers: { raw: '3', weighted: '1/2' }, clients },
      byChannel: { online: { raw: '303', weighted: '1' } },
      byBloc: { workers: { raw: '3', weighted: '1/2' }, clients },
    });
  });

  it('a capped class shows what it cast beside what that counts for', () => {
    const caps = { by: 'class', shares: { investors: '1/4' } } as const;
    const { weighed } = counted([votes(90, 'no', 'investors'), votes(6, 'yes', 'workers')], { caps });
    expect(weighed?.byBloc).toMatchObject({ investors: { raw: '90', weighted: '2' } });
    expect(weighed?.byClass).toMatchObject({ workers: { raw: '6', weighted: '6' } });
  });

  it('a rule whose scores do not add up tells the weight of its groups, and scores of all alone', () => {
    const options = ['a', 'b'];
    const { weighed } = counted(
      [votes(2, [['a'], ['b']], 'workers', 'in-person'), votes(3, [['b'], ['a']], 'workers')],
      { factors: { 'in-person': '2' } },
      { options, rule: 'schulze' },
    );
    expect(weighed?.byChannel['in-person']).toEqual({ raw: '2', weighted: '4' });
    expect(Object.keys(weighed!.scores)).toEqual(options);
  });

  it('nothing is told twice where nothing is weighed', () => {
    expect(counted([votes(3, 'yes', 'workers')], {}).weighed).toBeUndefined();
  });
});

describe('whatever is weighed', () => {
  const line = fc
    .tuple(
      fc.nat(5),
      fc.constantFrom('yes', 'no', 'abstain'),
      fc.constantFrom('workers', 'clients'),
      fc.constantFrom('in-person' as const, 'online' as const),
    )
    .map((given) => votes(...given));
  const share = fc.constantFrom('0', '1/3', '1');
  const weighing = fc.record(
    {
      factors: fc.record({ 'in-person': fc.constantFrom('0', '3/2'), online: fc.constantFrom('1', '1/7') }),
      caps: fc.record({ by: fc.constant('class' as const), shares: fc.record({ workers: share }) }),
      blocs: fc.record({
        by: fc.constant('channel' as const),
        shares: fc.constant({ 'in-person': '2/3', online: '1/3' }),
      }),
    },
    { requiredKeys: ['factors'] },
  );

  it('raw totals are those of the same ballots unweighed, and each side adds up by class and by channel', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), weighing, (profile, given) => {
        const result = counted(profile, given);
        const plain = counted(profile, {});
        const weighed = result.weighed!;
        for (const [option, { raw, weighted }] of Object.entries(weighed.scores))
          expect([raw, weighted]).toEqual([plain.scores[option], result.scores[option]]);
        for (const groups of [weighed.byClass, weighed.byChannel]) {
          for (const side of ['raw', 'weighted'] as const) {
            const total = Fraction.sum(Object.values(groups).map((group) => fractionOf(group[side])));
            expect(total.toString()).toBe(weighed.valid[side]);
          }
        }
      }),
    );
  });
});
