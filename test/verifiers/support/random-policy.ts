import type { Charter, Policy } from '@plenum/domain';
import { charter, policy } from '../../../libs/domain/src/record/people.contract';

/** Below a bound, in an order that a seed decides. */
export type Numbers = (below: number) => number;

export function oneOf<Value>(next: Numbers, values: readonly Value[]): Value {
  return values[next(values.length)]!;
}

const freezes = ['at-open', 'at-close', 'live'] as const;

const thresholds: readonly Policy['thresholds'][] = [
  [],
  [],
  [{ base: 'yes-no', fraction: '1/2', strict: true }],
  [{ base: 'yes-no', fraction: '1/2', strict: true, measure: 'heads' }],
  [{ base: 'yes-no', fraction: '2/3', strict: false }],
  [{ base: 'valid', fraction: '1/2', strict: false }],
  [{ base: 'entitled', fraction: '1/3', strict: true, measure: 'heads' }],
  [{ base: 'present', fraction: '1/3', strict: false }],
  [
    { base: 'yes-no', fraction: '1/2', strict: true, perBloc: 'class' },
    { base: 'entitled', fraction: '1/4', strict: false, measure: 'heads' },
  ],
  [
    { base: 'yes-no', fraction: '1/2', strict: true, measure: 'heads' },
    { base: 'entitled', fraction: '1/5', strict: false, perBloc: 'class' },
  ],
];

const quorums: readonly Policy['quorums'][] = [
  [],
  [],
  [],
  [],
  [{ of: 'entitled-weight', fraction: '1/5' }],
  [
    { of: 'valid-heads', atLeast: '2' },
    { of: 'valid-weight', fraction: '1/4' },
  ],
  [{ of: 'present', fraction: '1/8' }],
  [{ of: 'present', atLeast: '3/2' }],
  [
    { of: 'entitled-heads', bySize: [{ upTo: 4, fraction: '1/2' }, { upTo: 7, atLeast: '3' }, { fraction: '1/3' }] },
  ].map((quorum) => ({ ...quorum, of: 'valid-heads' as const })),
];

/** What the published page says nothing of: the second program must say so, and count none of it. */
const elsewhere: readonly Partial<Policy>[] = [
  { weighing: { factors: { 'in-person': '3/2', online: '1' } } },
  { rule: 'consent', thresholds: [] },
  { thresholds: [{ base: 'yes-no', fraction: '1/2', strict: true, perBloc: 'channel' }] },
];

function randomPolicy(next: Numbers, id: string): Policy {
  const frozen = { electorate: oneOf(next, freezes), weights: oneOf(next, freezes), delegations: oneOf(next, freezes) };
  const rule = oneOf(next, ['breadth-first', 'breadth-first', 'breadth-first', 'min-sum', 'depth-first'] as const);
  const delegation = {
    allowed: oneOf(next, [
      'every-scope',
      'every-scope',
      'every-scope',
      'every-scope',
      'proposal-only',
      'none',
    ] as const),
    rule,
    maxDelegates: rule === 'breadth-first' ? 1 + next(4) : next(5) === 0 ? 2 : 1,
    ...(next(3) === 0 ? { maxChain: 1 + next(3) } : {}),
    ...(next(20) === 0 ? { cap: '1/3' } : {}),
  };
  const common = { frozen, thresholds: oneOf(next, thresholds), quorums: oneOf(next, quorums) };
  const tieBreak = next(4) === 0 ? { tieBreak: 'status-quo' as const } : {};
  return policy(id, { ...common, ...tieBreak, ...(next(12) === 0 ? oneOf(next, elsewhere) : {}) }, delegation);
}

/** Two policies, drawn from all that a majority can be decided by; the first may be left for the second, which then counts in the same way. */
export function randomCharter(next: Numbers): Charter {
  const [ordinary, special] = [randomPolicy(next, 'ordinary'), randomPolicy(next, 'special')];
  if (ordinary.rule !== special.rule || next(2) === 0) return charter(ordinary, special);
  return charter({ ...ordinary, escalation: { to: 'special', share: '1/2' } }, special);
}
