import { breadthFirst } from './breadth-first';
import { depthFirst } from './depth-first';
import { minSum } from './min-sum';
import type { DelegationRule } from './delegation-rule';

/** The shelf of delegation rules: one line each. */
export const delegationRules = {
  'breadth-first': breadthFirst,
  'min-sum': minSum,
  'depth-first': depthFirst,
} as const satisfies Record<string, DelegationRule>;

export type DelegationRuleName = keyof typeof delegationRules;

export const delegationRuleNames = Object.keys(delegationRules) as readonly DelegationRuleName[];
