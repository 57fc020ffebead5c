import { Injectable } from '@nestjs/common';
import type { AssemblyRecord, ProposalRecord } from '@plenum/domain';
import { Assemblies } from '../platform/assemblies';
import type { AssemblyView } from '../platform/assembly-view';
import { isAsItWas, LiveProposals } from './live-proposals';
import { Standing } from './standing';

export type { Standing } from './standing';

interface Remembered {
  readonly record: AssemblyRecord;
  readonly standing: Standing;
}

/**
 * Counts proposals: open ones at the head of a log event by event, in time that does not grow with the roll; closed ones, past positions and
 * what cannot be counted so, from nothing. Remembers the last count of each for as long as nothing it depends on has changed: records are
 * immutable, so "unchanged" is "the same object".
 */
@Injectable()
export class Standings {
  private readonly remembered = new WeakMap<ProposalRecord, Remembered>();
  /** By the record at the head of each assembly's log: whoever asks of another record asks of the past. */
  private readonly live = new WeakMap<AssemblyRecord, LiveProposals>();

  constructor(assemblies: Assemblies) {
    assemblies.onOpen(({ view }) => this.follow(view));
  }

  /** Undefined for a proposal that never opened. */
  of(record: AssemblyRecord, proposalId: string): Standing | undefined {
    const proposal = record.proposals.get(proposalId);
    if (proposal?.state.opening === undefined) return undefined;
    const isOpen = proposal.state.status === 'open';
    const known = this.remembered.get(proposal);
    if (known !== undefined && (!isOpen || isAsItWas(record, known.record, proposalId))) return known.standing;
    const live = isOpen ? this.live.get(record) : undefined;
    const standing = new Standing(record, proposalId, () => live?.figuresAt(record, proposalId));
    this.remembered.set(proposal, { record, standing });
    return standing;
  }

  private follow(view: Pick<AssemblyView, 'record' | 'listen'>): void {
    const proposals = new LiveProposals(view.record);
    this.live.set(view.record, proposals);
    view.listen((step) => {
      this.live.delete(step.before);
      proposals.step(step);
      this.live.set(step.after, proposals);
    });
  }
}
