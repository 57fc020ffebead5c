import * as fc from 'fast-check';
import { type DelegationRuleName, delegationRuleNames, delegationRules } from '../delegation-rules';
import type { Delegation, Member } from '../election';
import { Fraction } from '../exact/fraction';
import { explain } from '../explain';
import { type DelegationInput, fateOf, resolveDelegations } from './resolve-delegations';

/** Members 0, 1, 2... with ranked delegates each, and who voted. */
interface Graph {
  readonly delegates: readonly (readonly number[])[];
  readonly votes: readonly boolean[];
}

function input({ delegates, votes }: Graph, delegationRule: DelegationRuleName): DelegationInput {
  const id = (index: number) => `m${index}`;
  return {
    members: votes.map((_, index): Member => ({ id: id(index), weight: Fraction.ONE, votes: true, present: false })),
    areas: [],
    delegations: delegates.map((to, index): Delegation => ({ from: id(index), scope: 'assembly', to: to.map(id) })),
    delegationRule,
    delegationLimits: {},
    ballots: votes.flatMap((voted, index) => (voted ? [{ voter: id(index) }] : [])),
    handCounts: [],
  };
}

type Ranks = readonly number[];

const sum = (ranks: Ranks) => ranks.reduce((total, rank) => total + rank, 0);
const inOrder = (a: Ranks, b: Ranks) => a.map((rank, i) => rank - (b[i] ?? 0)).find((d) => d !== 0) ?? 0;
const anyPath = () => true;

/** Each rule in its own words: which paths it allows, seen as the ranks followed, and which of two comes first. */
const MODELS: {
  readonly [rule in DelegationRuleName]: { allows(ranks: Ranks): boolean; order(a: Ranks, b: Ranks): number };
} = {
  'breadth-first': { allows: anyPath, order: (a, b) => a.length - b.length || inOrder(a, b) },
  'min-sum': { allows: anyPath, order: (a, b) => sum(a) - sum(b) || a.length - b.length || inOrder(a, b) },
  'depth-first': { allows: anyPath, order: inOrder },
};

/** The reference model: write down every path to a voter that passes nobody twice, and take the best. */
function bestPath(graph: Graph, rule: DelegationRuleName, from: number): readonly number[] | undefined {
  const paths: { members: number[]; ranks: number[] }[] = [];
  const extend = (members: number[], ranks: number[]) => {
    const at = members.at(-1)!;
    if (graph.votes[at]) return void paths.push({ members, ranks });
    graph.delegates[at]!.forEach((delegate, place) => {
      if (!members.includes(delegate)) extend([...members, delegate], [...ranks, place + 1]);
    });
  };
  extend([from], []);
  const { allows, order } = MODELS[rule];
  return paths.filter(({ ranks }) => allows(ranks)).sort((a, b) => order(a.ranks, b.ranks))[0]?.members;
}

const graphs: fc.Arbitrary<Graph> = fc.integer({ min: 1, max: 7 }).chain((size) =>
  fc.record({
    delegates: fc.tuple(
      ...Array.from({ length: size }, (_, self) =>
        fc
          .uniqueArray(fc.integer({ min: 0, max: size - 1 }), { maxLength: 3 })
          .map((to) => to.filter((other) => other !== self)),
      ),
    ),
    votes: fc.array(fc.boolean(), { minLength: size, maxLength: size }),
  }),
);

describe.each(delegationRuleNames)('the delegation rule %s', (rule) => {
  it('sends every weight along the path that the reference model finds by trying them all', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const given = input(graph, rule);
        const resolution = resolveDelegations(given);
        graph.votes.forEach((_, member) => {
          const expected = bestPath(graph, rule, member);
          expect(resolution.voter[member]).toBe(expected?.at(-1) ?? -1);
          expect(resolution.hops[member]).toBe(expected ? expected.length - 1 : -1);
          expect(resolution.next[member]).toBe(expected?.[1] ?? -1);
          expect(explain(given, `m${member}`, resolution)!.path).toEqual(
            (expected ?? [member]).map((index) => `m${index}`),
          );
        });
      }),
      { numRuns: 2_000 },
    );
  });

  it('carries a chain of 200,000 members to the voter at its end', () => {
    const size = 200_000;
    const delegates = Array.from({ length: size }, (_, index) => (index === 0 ? [] : [index - 1]));
    const resolution = resolveDelegations(input({ delegates, votes: delegates.map((_, index) => index === 0) }, rule));
    expect(resolution.hops[size - 1]).toBe(size - 1);
    expect(resolution.voter.every((voter) => voter === 0)).toBe(true);
  });

  it('leaves a ring of 200,000 members undelivered when nobody votes', () => {
    const size = 200_000;
    const delegates = Array.from({ length: size }, (_, index) => [(index + 1) % size]);
    const resolution = resolveDelegations(input({ delegates, votes: delegates.map(() => false) }, rule));
    expect(fateOf(resolution, 0)).toBe('cycle');
    expect(resolution.voter.every((voter) => voter === -1)).toBe(true);
  });
});

describe('with one delegate each', () => {
  it('all rules agree', () => {
    fc.assert(
      fc.property(graphs, ({ delegates, votes }) => {
        const single = { delegates: delegates.map((to) => to.slice(0, 1)), votes };
        const { graph, ...first } = resolveDelegations(input(single, 'breadth-first'));
        const others = delegationRuleNames.map((rule) => delegationRules[rule].route(graph));
        for (const other of others)
          expect([other.voter, other.next, other.hops]).toEqual([first.voter, first.next, first.hops]);
      }),
    );
  });
});
