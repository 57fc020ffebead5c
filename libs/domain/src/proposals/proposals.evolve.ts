import type { Static } from '@sinclair/typebox';
import { unreachable, type Fold } from '../kernel/decider';
import type { Stored } from '../kernel/event-type';
import type { HandCountEvent } from '../hand-counts/hand-counts.events';
import { evolveHandCounts, type HandCountState } from '../hand-counts/hand-counts.evolve';
import type { Enactment } from './enactments';
import type { LifecycleEvent } from './lifecycle.events';
import { evolveLifecycle, type LifecycleState } from './lifecycle.evolve';
import type { Follows, ProposalEvent, Result } from './proposals.events';

export interface Wording {
  readonly title: string;
  readonly text: string;
  readonly options: readonly string[];
  readonly policyId: string;
  readonly area?: string;
}

export interface Opening {
  readonly charterVersion: number;
  readonly rollRevision: number;
  readonly electorate: { readonly members: number; readonly weight: string };
  readonly openedAt: string;
}

/** From a draft through the phases that a policy may ask for (`admission` to `verification`) to a vote and its result. */
export type ProposalStatus =
  | 'none'
  | 'draft'
  | 'admission'
  | 'admitted'
  | 'discussion'
  | 'verification'
  | 'open'
  | 'closed'
  | 'certified'
  | 'withdrawn'
  | 'lapsed';

/** Where a proposal stands. `opening` is there from `open` on; `closesAt` is the deadline in force. */
export interface ProposalState extends LifecycleState {
  readonly status: ProposalStatus;
  readonly wording: Wording;
  readonly drafterId?: string;
  readonly follows?: Static<typeof Follows>;
  readonly enacts?: readonly Enactment[];
  readonly opening?: Opening;
  readonly closesAt?: string;
  readonly closed?: {
    readonly position: number;
    readonly at: string;
    readonly cause: 'deadline' | 'chair';
    readonly reason?: string;
  };
  readonly result?: Static<typeof Result>;
  readonly withdrawnFor?: string;
  /** Shows of hands, in the order they were opened. */
  readonly handCounts?: readonly HandCountState[];
}

const blank: Wording = { title: '', text: '', options: [], policyId: '' };

function wordingOf({ title, text, options, policyId, area }: Wording): Wording {
  return area === undefined ? { title, text, options, policyId } : { title, text, options, policyId, area };
}

/** Whether a proposal is on its way to a vote: supporters, alternatives and edits may still come. */
export function isPreparing({ status }: ProposalState): boolean {
  return status === 'admission' || status === 'admitted' || status === 'discussion' || status === 'verification';
}

/** Whether nothing more can happen before a result, because there is one or will never be. */
export function isOver(state: ProposalState): boolean {
  return state.status !== 'draft' && state.status !== 'open' && !isPreparing(state);
}

export const proposalFold: Fold<ProposalState, Stored<ProposalEvent | LifecycleEvent | HandCountEvent>> = {
  initial: { status: 'none', wording: blank },
  evolve(state, event) {
    switch (event.type) {
      case 'ProposalDrafted': {
        const { drafterId, follows, enacts } = event.data;
        return {
          status: 'draft',
          wording: wordingOf(event.data),
          ...(drafterId === undefined ? {} : { drafterId }),
          ...(follows === undefined ? {} : { follows }),
          ...(enacts === undefined ? {} : { enacts }),
        };
      }
      case 'ProposalEdited':
        return { ...state, wording: wordingOf(event.data) };
      case 'VotingOpened': {
        const { charterVersion, rollRevision, electorate, closesAt } = event.data;
        const { until: _past, ...rest } = state;
        return {
          ...rest,
          status: 'open',
          opening: { charterVersion, rollRevision, electorate, openedAt: event.at },
          closesAt,
        };
      }
      case 'VotingExtended':
        return { ...state, closesAt: event.data.closesAt };
      case 'VotingClosed': {
        const { cause, reason } = event.data;
        const closed = { position: event.position, at: event.at, cause, ...(reason === undefined ? {} : { reason }) };
        return { ...state, status: 'closed', closed };
      }
      case 'ProposalWithdrawn': {
        const { until: _past, ...rest } = state;
        return { ...rest, status: 'withdrawn', withdrawnFor: event.data.reason };
      }
      case 'ResultCertified': {
        const { result, reviewAt } = event.data;
        return { ...state, status: 'certified', result, ...(reviewAt === undefined ? {} : { reviewAt }) };
      }
      case 'HandCountOpened':
      case 'HandTotalsEntered':
      case 'HandCountRecorded':
      case 'HandCountCancelled':
        return { ...state, handCounts: evolveHandCounts(state.handCounts ?? [], event) };
      case 'ProposalSubmitted':
      case 'ProposalAdmitted':
      case 'PhaseBegan':
      case 'ProposalLapsed':
      case 'AlternativeOffered':
      case 'ProposalEscalated':
      case 'OutcomeStated':
      case 'ReviewFellDue':
      case 'ProposalEnacted':
        return evolveLifecycle(state, event);
      default:
        return unreachable(event);
    }
  },
};
