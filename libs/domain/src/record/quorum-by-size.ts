import type { Quorum as CountedQuorum } from '@plenum/counting';
import type { Quorum } from '../assembly/charter';
import { Fault } from '../kernel/decider';

/** Where a number is asked of those entitled, it is asked of those of them who voted. */
const votedOf = { 'entitled-weight': 'valid-weight', 'entitled-heads': 'valid-heads' } as const;

/** A quorum as the count asks for it: one that goes by the size of the assembly is the step that this many members come to. */
export function quorumFor({ of, bySize, ...plain }: Quorum, entitledHeads: () => number): CountedQuorum {
  if (bySize === undefined) return { of, ...plain };
  const heads = entitledHeads();
  const step = bySize.find(({ upTo }) => upTo === undefined || heads <= upTo);
  if (step === undefined) throw new Fault(`no quorum is set for an electorate of ${heads}`);
  const { upTo: _upTo, ...asked } = step;
  const voted = of === 'entitled-weight' || of === 'entitled-heads' ? votedOf[of] : of;
  return { of: asked.atLeast === undefined ? of : voted, ...asked };
}
