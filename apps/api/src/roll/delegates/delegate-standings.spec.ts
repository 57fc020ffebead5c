import { delegationsFold, type DelegationsByMember, type Member, type Roll } from '@plenum/domain';
import { Map } from 'immutable';
import { PageArgs, pageOf } from '../../platform/graphql/connection';
import { byStanding, delegateStandings, standingKey } from './delegate-standings';

function roll(members: Record<string, Partial<Member>>): Roll {
  return Map(Object.entries(members).map(([name, one], since) => [name, { weight: '1', votes: true, since, ...one }]));
}

function delegations(given: Record<string, Record<string, string[]>>): DelegationsByMember {
  return Map(
    Object.entries(given).map(([name, byScope]) => [
      name,
      {
        ...delegationsFold.initial,
        byScope: Map(Object.entries(byScope).map(([scope, delegates]) => [scope, { delegates }])),
      },
    ]),
  );
}

describe('the delegates of an area', () => {
  test('are ordered by the exact weight that names them first, then by id', () => {
    const members = roll({
      amina: { weight: '1/3' },
      bruno: { weight: '2/3' },
      chen: { weight: '1' },
      dora: {},
      emil: {},
    });
    const given = delegations({
      amina: { assembly: ['emil', 'dora'] },
      bruno: { assembly: ['emil'] },
      chen: { assembly: ['dora'] },
    });
    expect(delegateStandings(members, given)).toEqual([
      { memberId: 'dora', delegators: 1, weight: '1' },
      { memberId: 'emil', delegators: 2, weight: '1' },
    ]);
  });

  test('are those of the narrowest scope; who opted out there names nobody', () => {
    const members = roll({ amina: {}, bruno: {}, chen: {}, dora: {} });
    const given = delegations({
      amina: { assembly: ['chen'], 'area:roads': ['dora'], 'area:roads/cycling': ['bruno'] },
      bruno: { assembly: ['chen'], 'area:roads': [] },
      dora: { assembly: ['chen'], 'proposal:1': ['amina'] },
    });
    const named = (area?: string) =>
      delegateStandings(members, given, area).map((one) => [one.memberId, one.delegators]);
    expect(named()).toEqual([['chen', 3]]);
    expect(named('roads')).toEqual([
      ['chen', 1],
      ['dora', 1],
    ]);
    expect(named('roads/cycling')).toEqual([
      ['bruno', 1],
      ['chen', 1],
    ]);
  });

  test('neither guests nor the struck count', () => {
    const members = roll({ amina: { votes: false }, bruno: {}, chen: {} });
    const given = delegations({
      amina: { assembly: ['chen'] },
      bruno: { assembly: ['struck'] },
      struck: { assembly: ['chen'] },
    });
    expect(delegateStandings(members, given)).toEqual([]);
  });

  test('are paged without gap or repeat', () => {
    const names = Array.from({ length: 25 }, (_, index) => `member-${index}`);
    const members = roll(Object.fromEntries(names.map((name, index) => [name, { weight: `${index % 4}/3` }])));
    const given = delegations(
      Object.fromEntries(names.map((name, index) => [name, { assembly: [names[24 - index]!] }])),
    );
    const all = delegateStandings(members, given);
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const args = Object.assign(new PageArgs(), { first: 4, after });
      const page = pageOf(all, args, standingKey, byStanding);
      seen.push(...page.edges.map(({ node }) => node.memberId));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : undefined;
    } while (after !== undefined);
    expect(seen).toEqual(all.map(({ memberId }) => memberId));
    expect(new Set(seen).size).toBe(25);
  });
});
