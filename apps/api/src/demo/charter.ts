import type { Charter, DelegationTerms, Policy } from '@plenum/domain';

const delegation: DelegationTerms = { allowed: 'every-scope', rule: 'breadth-first', maxDelegates: 5 };
const frozen: Policy['frozen'] = { electorate: 'at-open', weights: 'at-open', delegations: 'live' };

/** The rules of procedure of the demo co-operative. */
export const demoCharter: Charter = {
  classes: [
    { id: 'workers', name: 'Worker members' },
    { id: 'consumers', name: 'Consumer members' },
    { id: 'supporters', name: 'Supporting members' },
  ],
  areas: [
    { path: 'energy', name: 'Energy' },
    { path: 'energy/solar', name: 'Solar power' },
    { path: 'food', name: 'Food' },
    { path: 'housing', name: 'Housing' },
    { path: 'housing/repairs', name: 'Repairs' },
  ],
  policies: [
    {
      id: 'ordinary',
      name: 'Ordinary decision',
      rule: 'majority',
      effect: 'binding',
      thresholds: [{ base: 'yes-no', fraction: '1/2', strict: true }],
      quorums: [{ of: 'entitled-weight', fraction: '1/5' }],
      delegation,
      frozen,
      earlyClose: 'chair',
      votingPeriodHours: 168,
    },
    {
      id: 'statutes',
      name: 'Change of the statutes',
      rule: 'majority',
      effect: 'binding',
      thresholds: [{ base: 'valid', fraction: '2/3', strict: false }],
      quorums: [{ of: 'entitled-weight', fraction: '1/2' }],
      delegation: { ...delegation, cap: '1/10' },
      frozen,
      earlyClose: 'chair',
      votingPeriodHours: 336,
    },
    {
      id: 'advice',
      name: 'Advice',
      rule: 'majority',
      effect: 'consultative',
      thresholds: [],
      quorums: [],
      delegation,
      frozen,
      earlyClose: 'chair',
      votingPeriodHours: 72,
    },
  ],
};
