import type { Charter, Policy } from '@plenum/domain';

const ordinary: Policy = {
  id: 'ordinary',
  name: 'Ordinary decision',
  rule: 'majority',
  effect: 'binding',
  thresholds: [{ base: 'yes-no', fraction: '1/2', strict: true }],
  quorums: [{ of: 'entitled-weight', fraction: '1/5' }],
  delegation: { allowed: 'every-scope', rule: 'breadth-first', maxDelegates: 3 },
  frozen: { electorate: 'at-open', weights: 'at-open', delegations: 'live' },
  earlyClose: 'chair',
  votingPeriodHours: 168,
};

/** The rules of procedure of the assemblies in these stories. */
export const charter: Charter = {
  classes: [
    { id: 'workers', name: 'Workers' },
    { id: 'consumers', name: 'Consumers' },
    { id: 'supporters', name: 'Supporters' },
  ],
  areas: [
    { path: 'roads', name: 'Roads' },
    { path: 'roads/cycling', name: 'Cycling' },
    { path: 'water', name: 'Water' },
  ],
  policies: [
    ordinary,
    {
      ...ordinary,
      id: 'direct',
      name: 'Everybody for themselves',
      delegation: { ...ordinary.delegation, allowed: 'none' },
    },
    {
      ...ordinary,
      id: 'trust-at-open',
      name: 'Delegations as they stood at the opening',
      frozen: { ...ordinary.frozen, delegations: 'at-open' },
    },
  ],
};
