import { refuse, type Refusal } from '../kernel/refusal';
import type { ProposalState } from './proposals.evolve';

/** How a proposal goes on from an earlier one. */
export type FollowsAs = NonNullable<ProposalState['follows']>['as'];

/** What each kind of follow-up asks of the proposal it follows. */
const asks: Readonly<
  Record<FollowsAs, { readonly of: (earlier: ProposalState) => boolean; readonly sentence: string }>
> = {
  'second-reading': {
    of: ({ result }) => result?.outcome === 'second-reading',
    sentence: 'A second reading follows a certified result that asks for one.',
  },
  reformulation: {
    of: ({ result }) => result?.outcome === 'blocked',
    sentence: 'A reformulation follows a certified result that was blocked.',
  },
  amendment: { of: () => true, sentence: 'An amendment follows a proposal.' },
  repeal: { of: hasPassed, sentence: 'A repeal follows a certified result that adopted something.' },
};

/** Whether a certified result says yes to something. */
export function hasPassed({ result }: ProposalState): boolean {
  return result?.outcome === 'adopted' || result?.outcome === 'elected';
}

/** Why a proposal cannot follow `earlier` in this way, or undefined. `earlier` is undefined where there is none. */
export function checkFollowUp(
  follows: ProposalState['follows'],
  earlier: ProposalState | undefined,
): Refusal<'ProposalMustExist' | 'FollowUpMustFitTheOutcome'> | undefined {
  if (follows === undefined) return undefined;
  if (earlier === undefined || earlier.status === 'none') return refuse('ProposalMustExist', 'follows.proposalId');
  const { of, sentence } = asks[follows.as];
  return of(earlier) ? undefined : refuse('FollowUpMustFitTheOutcome', 'follows.as', sentence);
}
