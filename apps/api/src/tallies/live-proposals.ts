import { LiveElection, type AssemblyRecord, type NotLiveReason } from '@plenum/domain';
import type { Step } from '../platform/assembly-view';

/** Most proposals of one assembly that are counted event by event; those asked for longest ago are let go first. */
const MOST_LIVE = 100;

/** Whether a proposal counts the same at both records: what did not change is the same object. After the close nothing else matters. */
export function isAsItWas(now: AssemblyRecord, then: AssemblyRecord, proposalId: string): boolean {
  const proposal = now.proposals.get(proposalId);
  if (proposal !== then.proposals.get(proposalId)) return false;
  if (proposal?.state.status !== 'open') return true;
  return now.delegations === then.delegations && now.roll === then.roll && now.meetings === then.meetings;
}

/** The open proposals of one assembly that somebody asked for, each counted event by event where that is possible. */
export class LiveProposals {
  private readonly counts = new Map<string, LiveElection | NotLiveReason>();
  private readonly told = new Map<string, string>();

  /** `tell` hears how each proposal is counted, once for each change. */
  constructor(
    private record: AssemblyRecord,
    private readonly tell: (message: string) => void,
  ) {}

  step({ after, events }: Pick<Step, 'after' | 'events'>): void {
    // What a hall stands in the way of can be counted live once the hall is empty.
    const sameHalls = this.record.meetings === after.meetings;
    this.record = after;
    for (const [id, count] of this.counts) {
      const isOpen = after.open.includes(id);
      const goesOn = typeof count === 'string' ? isOpen && sameHalls : count.follow(after, events);
      if (goesOn) continue;
      this.counts.delete(id);
      if (!isOpen) this.told.delete(id);
    }
  }

  /** The count of an open proposal at a record; undefined where it has to be counted from nothing, or has moved on since. */
  at(record: AssemblyRecord, proposalId: string): LiveElection | undefined {
    if (!isAsItWas(this.record, record, proposalId)) return undefined;
    const count = this.counts.get(proposalId) ?? LiveElection.begin(this.record, proposalId);
    this.keep(proposalId, count);
    const whyNot = typeof count === 'string' ? count : count.whyNot;
    this.tellOnce(proposalId, whyNot === undefined ? 'live' : `from nothing: ${whyNot}`);
    return typeof count === 'string' || whyNot !== undefined ? undefined : count;
  }

  private keep(proposalId: string, count: LiveElection | NotLiveReason): void {
    this.counts.delete(proposalId);
    this.counts.set(proposalId, count);
    if (this.counts.size <= MOST_LIVE) return;
    const [longestAgo] = this.counts.keys();
    this.counts.delete(longestAgo!);
    this.told.delete(longestAgo!);
  }

  private tellOnce(proposalId: string, how: string): void {
    if (this.told.get(proposalId) === how) return;
    this.told.set(proposalId, how);
    this.tell(`proposal ${proposalId} is counted ${how}`);
  }
}
