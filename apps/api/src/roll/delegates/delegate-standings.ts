import { Fraction, parseFraction } from '@plenum/counting';
import { areaAndParents, sumExact, type DelegationsByMember, type DelegationsState, type Roll } from '@plenum/domain';

/** A delegate, and who names them first among those whose narrowest delegation applies: how many and with what weight. */
export interface DelegateStanding {
  readonly memberId: string;
  /** Heads. */
  readonly delegators: number;
  /** Own weight of these delegators together, exact, in lowest terms. */
  readonly weight: string;
}

/**
 * The delegates of an area, or of the whole assembly when no area is given; the heaviest first, then by id. Counts direct
 * delegations between members on the roll whose own ballot would bind. What is passed on along chains depends on who
 * votes, so it is a matter of each proposal's tally and not of this list.
 */
export function delegateStandings(roll: Roll, delegations: DelegationsByMember, area?: string): DelegateStanding[] {
  const scopes = [...(area === undefined ? [] : areaAndParents(area).map((path) => `area:${path}`)), 'assembly'];
  const weights = new Map<string, string[]>();
  for (const [from, given] of delegations) {
    const delegator = roll.get(from);
    const first = narrowest(given, scopes)?.delegates[0];
    if (!delegator?.votes || first === undefined || !roll.has(first)) continue;
    const known = weights.get(first);
    if (known === undefined) weights.set(first, [delegator.weight]);
    else known.push(delegator.weight);
  }
  const standings = Array.from(weights, ([memberId, each]) => standing(memberId, each));
  return standings.sort((a, b) => byStanding(standingKey(a), standingKey(b)));
}

function narrowest({ byScope }: DelegationsState, scopes: readonly string[]) {
  const scope = scopes.find((one) => byScope.has(one));
  return scope === undefined ? undefined : byScope.get(scope);
}

function standing(memberId: string, weights: readonly string[]): DelegateStanding {
  return { memberId, delegators: weights.length, weight: sumExact(weights) };
}

/** What a place in the list is called: it stays meaningful when others move. */
export function standingKey({ weight, memberId }: DelegateStanding): string {
  return `${weight} ${memberId}`;
}

/** Orders keys as the list is ordered. A cursor that nobody gave out counts as weight 0: at the end. */
export function byStanding(a: string, b: string): number {
  const [weightA = '', idA = ''] = a.split(' ');
  const [weightB = '', idB = ''] = b.split(' ');
  return weightOf(weightB).compare(weightOf(weightA)) || (idA < idB ? -1 : idA > idB ? 1 : 0);
}

function weightOf(text: string): Fraction {
  return parseFraction(text) ?? Fraction.ZERO;
}
