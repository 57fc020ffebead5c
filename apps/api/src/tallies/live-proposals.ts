import { Logger } from '@nestjs/common';
import { LiveElection, type AssemblyRecord, type NotLiveReason } from '@plenum/domain';
import type { Step } from '../platform/assembly-view';
import type { Figures } from './standing';

/** Most proposals of one assembly that are counted event by event; those asked for longest ago are let go first. */
const MOST_LIVE = 100;

const logger = new Logger('LiveProposals');

/** Whether an open proposal counts the same at both records: what did not change is the same object. */
export function isAsItWas(now: AssemblyRecord, then: AssemblyRecord, proposalId: string): boolean {
  const isSame = now.proposals.get(proposalId) === then.proposals.get(proposalId);
  return isSame && now.delegations === then.delegations && now.roll === then.roll;
}

/** The open proposals of one assembly that somebody asked for, each counted event by event where that is possible. */
export class LiveProposals {
  private readonly counts = new Map<string, LiveElection | NotLiveReason>();
  private readonly told = new Map<string, string>();

  constructor(private record: AssemblyRecord) {}

  step({ after, events }: Step): void {
    this.record = after;
    for (const [id, count] of this.counts) {
      const goesOn = typeof count === 'string' ? after.open.includes(id) : count.follow(after, events);
      if (goesOn) continue;
      this.counts.delete(id);
      if (!after.open.includes(id)) this.told.delete(id);
    }
  }

  /** What an open proposal counts to at a record; undefined where it has to be counted from nothing, or has moved on since. */
  figuresAt(record: AssemblyRecord, proposalId: string): Figures | undefined {
    if (!isAsItWas(this.record, record, proposalId)) return undefined;
    const count = this.counts.get(proposalId) ?? LiveElection.begin(this.record, proposalId);
    this.keep(proposalId, count);
    const whyNot = typeof count === 'string' ? count : count.whyNot;
    this.tell(proposalId, whyNot === undefined ? 'live' : `from nothing: ${whyNot}`);
    if (typeof count === 'string' || whyNot !== undefined) return undefined;
    return { tally: count.tally(), members: count.electors, voters: count.voters };
  }

  private keep(proposalId: string, count: LiveElection | NotLiveReason): void {
    this.counts.delete(proposalId);
    this.counts.set(proposalId, count);
    if (this.counts.size <= MOST_LIVE) return;
    const [longestAgo] = this.counts.keys();
    this.counts.delete(longestAgo!);
    this.told.delete(longestAgo!);
  }

  /** Once for each change. */
  private tell(proposalId: string, how: string): void {
    if (this.told.get(proposalId) === how) return;
    this.told.set(proposalId, how);
    logger.debug(`proposal ${proposalId} is counted ${how}`);
  }
}
