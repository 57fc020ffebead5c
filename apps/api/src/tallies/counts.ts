import type { AssemblyRecord, ProposalRecord } from '@plenum/domain';
import type { Step } from '../platform/assembly-view';
import { isAsItWas, LiveProposals } from './live-proposals';
import { ProposalCount } from './proposal-count';

interface Remembered {
  readonly record: AssemblyRecord;
  readonly count: ProposalCount;
}

/**
 * The counts of one assembly's proposals: open ones at the head of its log event by event, in time that does not grow with the roll; closed
 * ones, past positions and what cannot be counted so, from nothing. Remembers the last count of each for as long as nothing it depends on has
 * changed: records are immutable, so "unchanged" is "the same object".
 */
export class Counts {
  private readonly remembered = new WeakMap<ProposalRecord, Remembered>();
  private readonly live: LiveProposals;

  /** `head` is the record that the first step begins at; `tell` hears how proposals are counted. */
  constructor(
    private head: AssemblyRecord,
    tell: (message: string) => void,
  ) {
    this.live = new LiveProposals(head, tell);
  }

  get record(): AssemblyRecord {
    return this.head;
  }

  step(step: Pick<Step, 'after' | 'events'>): void {
    this.head = step.after;
    this.live.step(step);
  }

  /** Undefined for a proposal that never opened. */
  of(record: AssemblyRecord, proposalId: string): ProposalCount | undefined {
    const proposal = record.proposals.get(proposalId);
    if (proposal?.state.opening === undefined) return undefined;
    const known = this.remembered.get(proposal);
    if (known !== undefined && isAsItWas(record, known.record, proposalId)) return known.count;
    // Whoever asks of another record than the newest asks of the past.
    const isLive = record === this.head && proposal.state.status === 'open';
    const count = new ProposalCount(record, proposalId, () => (isLive ? this.live.at(record, proposalId) : undefined));
    this.remembered.set(proposal, { record, count });
    return count;
  }
}
