import { type Delegation, election } from '../election';
import { Fraction } from '../exact/fraction';
import { explain } from '../explain';
import { type DelegationRuleName, delegationRuleNames, delegationRules } from '.';

/** Reads "em: bo cy, bo: di" as ranked delegations; whoever is named and delegates to nobody votes. */
function pathOf(member: string, text: string, delegationRule: DelegationRuleName): readonly string[] {
  const delegations = text.split(', ').map((line): Delegation => {
    const [from = '', to = ''] = line.split(': ');
    return { from, scope: 'assembly', to: to.split(' ') };
  });
  const people = [...new Set(delegations.flatMap(({ from, to }) => [from, ...to]))];
  const voters = people.filter((id) => !delegations.some(({ from }) => from === id));
  const given = election({
    options: ['yes', 'no'],
    rule: 'majority',
    members: people.map((id) => ({ id, weight: Fraction.ONE, votes: true, present: false })),
    delegations,
    delegationRule,
    ballots: voters.map((voter) => ({ voter, choice: 'yes', channel: 'online' })),
  });
  return explain(given, member)!.path;
}

describe('where the three rules part', () => {
  // Em ranks Bo first, whose chain is long; Cy, who delegates to a voter; Di, in a circle with Em; and Ada last, who votes.
  const delegations = 'em: bo cy di ada, bo: fay, fay: gus, gus: hal, cy: eve, di: em';

  it('breadth-first takes the fewest hops', () => {
    expect(pathOf('em', delegations, 'breadth-first')).toEqual(['em', 'ada']);
  });

  it('min-sum takes the least sum of ranks', () => {
    expect(pathOf('em', delegations, 'min-sum')).toEqual(['em', 'cy', 'eve']);
  });

  it('depth-first takes the first delegate that leads to a voter', () => {
    expect(pathOf('em', delegations, 'depth-first')).toEqual(['em', 'bo', 'fay', 'gus', 'hal']);
    expect(pathOf('em', 'em: di ada, di: em', 'depth-first')).toEqual(['em', 'ada']);
  });
});

describe('ties', () => {
  it('breadth-first: of equal hops, the better-ranked delegate', () => {
    expect(pathOf('em', 'em: bo cy, bo: ada, cy: eve', 'breadth-first')).toEqual(['em', 'bo', 'ada']);
  });

  it('min-sum: of equal sums, the fewer hops, even when the longer way is found first', () => {
    // By Bo: 2 + 1 + 1 + 1 = 5 in four hops. By Cy: 1 + 4 = 5 in two.
    const ways = 'em: cy bo, bo: di, di: fay, fay: ada, cy: em x y eve, x: em, y: em';
    expect(pathOf('em', ways, 'min-sum')).toEqual(['em', 'cy', 'eve']);
  });

  it('min-sum: of equal sums and hops, the better-ranked delegate', () => {
    expect(pathOf('em', 'em: bo cy, bo: em ada, cy: eve', 'min-sum')).toEqual(['em', 'bo', 'ada']);
  });
});

describe('in a circle', () => {
  it("depth-first lets a delegate's own weight leave by another way than what came to them", () => {
    const circle = 'em: bo ada, bo: em eve';
    expect(pathOf('em', circle, 'depth-first')).toEqual(['em', 'bo', 'eve']);
    expect(pathOf('bo', circle, 'depth-first')).toEqual(['bo', 'em', 'ada']);
  });
});

describe.each(delegationRuleNames)('%s', (name) => {
  it('goes by its name and cites its paper', () => {
    expect(delegationRules[name].name).toBe(name);
    expect(delegationRules[name].paper.doi).toMatch(/^10\.\d{4,}\//);
  });
});
