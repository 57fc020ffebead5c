import type { Static } from '@sinclair/typebox';
import type { Stored } from '../kernel/event-type';
import type { Fold } from '../kernel/decider';
import { unreachable } from '../kernel/decider';
import type { HandCountEvent } from '../hand-counts/hand-counts.events';
import { evolveHandCounts, type HandCountState } from '../hand-counts/hand-counts.evolve';
import type { ProposalEvent, Result } from './proposals.events';

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

/** Where a proposal stands. `opening` is there from `open` on; `closesAt` is the deadline in force. */
export interface ProposalState {
  readonly status: 'none' | 'draft' | 'open' | 'closed' | 'certified' | 'withdrawn';
  readonly wording: Wording;
  readonly drafterId?: string;
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

function wordingOf(data: Wording): Wording {
  const { title, text, options, policyId, area } = data;
  return area === undefined ? { title, text, options, policyId } : { title, text, options, policyId, area };
}

export const proposalFold: Fold<ProposalState, Stored<ProposalEvent | HandCountEvent>> = {
  initial: { status: 'none', wording: blank },
  evolve(state, event) {
    switch (event.type) {
      case 'ProposalDrafted': {
        const { drafterId } = event.data;
        return { status: 'draft', wording: wordingOf(event.data), ...(drafterId === undefined ? {} : { drafterId }) };
      }
      case 'ProposalEdited':
        return { ...state, wording: wordingOf(event.data) };
      case 'VotingOpened': {
        const { charterVersion, rollRevision, electorate, closesAt } = event.data;
        const opening = { charterVersion, rollRevision, electorate, openedAt: event.at };
        return { ...state, status: 'open', opening, closesAt };
      }
      case 'VotingExtended':
        return { ...state, closesAt: event.data.closesAt };
      case 'VotingClosed': {
        const { cause, reason } = event.data;
        const closed = { position: event.position, at: event.at, cause, ...(reason === undefined ? {} : { reason }) };
        return { ...state, status: 'closed', closed };
      }
      case 'ProposalWithdrawn':
        return { ...state, status: 'withdrawn', withdrawnFor: event.data.reason };
      case 'ResultCertified':
        return { ...state, status: 'certified', result: event.data.result };
      case 'HandCountOpened':
      case 'HandTotalsEntered':
      case 'HandCountRecorded':
      case 'HandCountCancelled':
        return { ...state, handCounts: evolveHandCounts(state.handCounts ?? [], event) };
      default:
        return unreachable(event);
    }
  },
};
