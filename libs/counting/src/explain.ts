import { delegationRules } from './delegation-rules';
import {
  type DelegationInput,
  type Fate,
  type Resolution,
  fateOf,
  resolveDelegations,
} from './delegations/resolve-delegations';
import { applicableScopes } from './delegations/scopes';
import type { Scope } from './election';
import { type SkippedDelegate, skippedDelegates } from './explain-skips';

/** Where one member's voice ends up, and why there. */
export interface Explanation {
  readonly member: string;
  readonly fate: Fate;
  /** Member ids from the member to the final voter, both included; the member alone when the weight does not travel. */
  readonly path: readonly string[];
  /** Who cast the member's weight; absent when nobody did. */
  readonly voter?: string;
  /** Hops to the voter; absent when nobody cast the weight. */
  readonly hops?: number;
  /** The scope whose delegation applied: the narrowest; absent when none applies. */
  readonly scope?: Scope;
  /** Whether the member said "I delegate to nobody" in that scope. */
  readonly optedOut: boolean;
  /** The applied delegation's delegates who were not followed, and why. */
  readonly skipped: readonly SkippedDelegate[];
  /** Wider scopes, narrowest first, with a delegation that the applied one hides. */
  readonly hiddenScopes: readonly Scope[];
}

/** The way of one member's weight, or undefined when the member is not in the resolved part of the electorate. */
export function explain(
  input: DelegationInput,
  memberId: string,
  resolution: Resolution = resolveDelegations(input),
): Explanation | undefined {
  const member = resolution.indexOf.get(memberId);
  if (member === undefined) return undefined;
  const { roll, voter, hops, graph } = resolution;
  const applied = resolution.applied[member];
  const path = voter[member] === -1 ? [member] : delegationRules[input.delegationRule].path(graph, resolution, member);
  return {
    member: memberId,
    fate: fateOf(resolution, member),
    path: path.map((index) => roll[index]!.id),
    ...(voter[member] !== -1 && { voter: roll[voter[member]!]!.id, hops: hops[member]! }),
    ...(applied && { scope: applied.scope }),
    optedOut: applied?.to.length === 0,
    skipped: skippedDelegates(input, resolution, member),
    hiddenScopes: hiddenScopes(input, memberId, applied?.scope),
  };
}

function hiddenScopes(
  { delegations, areas }: DelegationInput,
  memberId: string,
  applied: Scope | undefined,
): readonly Scope[] {
  const given = new Set(delegations.filter(({ from }) => from === memberId).map(({ scope }) => scope));
  return applicableScopes(areas).filter((scope) => scope !== applied && given.has(scope));
}
