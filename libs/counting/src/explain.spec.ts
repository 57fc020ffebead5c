import { type Delegation, type Election, type Member, type Scope, election } from './election';
import { Fraction } from './exact/fraction';
import { explain } from './explain';

const person = (id: string, votes = true): Member => ({ id, weight: Fraction.ONE, votes, present: false });
const gives = (from: string, to: string[], scope: Scope = 'assembly'): Delegation => ({ from, scope, to });
const given = (more: Partial<Election> & { voters: readonly string[] }): Election => {
  const { voters, ...rest } = more;
  return election({
    options: ['yes', 'no'],
    rule: 'majority',
    members: ['em', 'ada', 'bo', 'cy', 'di'].map((id) => person(id)).concat(person('gus', false)),
    ballots: voters.map((voter) => ({ voter, choice: 'yes', channel: 'online' })),
    ...rest,
  });
};

describe('why my voice is where it is', () => {
  it('shows the path, its voter and its length', () => {
    const way = explain(given({ voters: ['cy'], delegations: [gives('em', ['bo']), gives('bo', ['cy'])] }), 'em');
    expect(way).toEqual({
      ...{ member: 'em', fate: 'carried', path: ['em', 'bo', 'cy'], voter: 'cy', hops: 2, scope: 'assembly' },
      ...{ optedOut: false, skipped: [], hiddenScopes: [] },
    });
  });

  it('says of every skipped delegate why', () => {
    const delegations = [gives('em', ['gus', 'di', 'bo', 'cy', 'ada']), gives('bo', ['ada'])];
    expect(explain(given({ voters: ['ada', 'cy'], delegations }), 'em')!.skipped).toEqual([
      { delegate: 'gus', rank: 1, why: 'not-in-electorate' },
      { delegate: 'di', rank: 2, why: 'no-voter-reachable' },
      { delegate: 'bo', rank: 3, why: 'more-hops' },
      { delegate: 'ada', rank: 5, why: 'ranked-lower' },
    ]);
  });

  it('knows a rank sum that is too great', () => {
    const delegations = [gives('em', ['bo', 'cy']), gives('bo', ['di', 'ada']), gives('di', [])];
    const way = explain(given({ voters: ['ada', 'cy'], delegations, delegationRule: 'min-sum' }), 'em')!;
    expect([way.path, way.skipped]).toEqual([['em', 'cy'], [{ delegate: 'bo', rank: 1, why: 'greater-rank-sum' }]]);
  });

  it('knows a delegate whose every way leads back', () => {
    const delegations = [gives('em', ['bo', 'ada']), gives('bo', ['em'])];
    const way = explain(given({ voters: ['ada'], delegations, delegationRule: 'depth-first' }), 'em')!;
    expect([way.path, way.skipped]).toEqual([['em', 'ada'], [{ delegate: 'bo', rank: 1, why: 'leads-back' }]]);
  });

  it('knows a chain that is too long', () => {
    const delegations = [gives('em', ['bo']), gives('bo', ['ada'])];
    const way = explain(given({ voters: ['ada'], delegations, delegationLimits: { maxChain: 1 } }), 'em')!;
    expect(way).toMatchObject({ fate: 'dead-end', path: ['em'], skipped: [{ delegate: 'bo', why: 'chain-too-long' }] });
  });

  it('knows a delegate counted by hand', () => {
    const handCounts = [{ counted: ['ada'], totals: { yes: 1 } }];
    const way = explain(given({ voters: [], delegations: [gives('em', ['ada'])], handCounts }), 'em')!;
    expect(way).toMatchObject({ fate: 'dead-end', skipped: [{ delegate: 'ada', why: 'counted-by-hand' }] });
  });

  it('says that an own ballot lets delegations sleep', () => {
    const way = explain(given({ voters: ['em', 'ada'], delegations: [gives('em', ['ada'])] }), 'em')!;
    expect(way).toMatchObject({
      fate: 'own-ballot',
      path: ['em'],
      voter: 'em',
      hops: 0,
      skipped: [{ why: 'delegation-sleeps' }],
    });
  });

  it('says who opted out, and what that hides', () => {
    const delegations = [gives('em', ['ada']), gives('em', [], 'area:roads'), gives('em', ['bo'], 'area:rail')];
    const way = explain(given({ voters: ['ada'], delegations, areas: ['roads'] }), 'em')!;
    expect(way).toMatchObject({ fate: 'dead-end', scope: 'area:roads', optedOut: true, hiddenScopes: ['assembly'] });
  });

  it('knows nothing of strangers', () => {
    expect(explain(given({ voters: [] }), 'zoe')).toBeUndefined();
  });
});
