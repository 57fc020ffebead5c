import { emptyRecord, type AssemblyRecord, type TurningPoints } from '@plenum/domain';
import { foldPage, TimeTravel, type EventReader } from '../../platform/time-travel';
import { Counts } from '../counts';
import type { ProposalCount } from '../proposal-count';
import { turningPointsIn } from './turning-points-in';

/** Reading a page takes whoever holds the log about 8 ms. Unit: events. */
const PAGE = 5_000;

/** How many of the records it answered from last a replica keeps: those who ask of them may ask once more. */
const KEPT = 200;

/** A second reader of one assembly's log: it folds the same events by the same functions, as far as somebody asks about them. */
export class Replica {
  private readonly counts: Counts;
  private readonly past: TimeTravel;
  private readonly recent: AssemblyRecord[] = [];

  /** `tell` hears how proposals are counted. */
  constructor(
    private readonly log: EventReader,
    tell: (message: string) => void,
  ) {
    this.counts = new Counts(emptyRecord, tell);
    this.past = new TimeTravel(log, this.counts);
  }

  /** A proposal's count at a position that the log has; undefined for one that had not opened there. */
  async countAt(position: number, proposalId: string): Promise<ProposalCount | undefined> {
    if (this.counts.record.position < position) await this.goOn(position);
    return this.counts.of(await this.recordAt(position), proposalId);
  }

  /** The events up to a position that the log has at which a proposal's outcome so far changed. */
  turningPoints(position: number, proposalId: string): Promise<TurningPoints> {
    return turningPointsIn(this.log, position, proposalId);
  }

  private async goOn(position: number): Promise<void> {
    while (this.counts.record.position < position) {
      this.counts.step(await foldPage(this.log, this.counts.record, position, PAGE));
    }
    this.recent.push(this.counts.record);
    if (this.recent.length > KEPT) this.recent.shift();
  }

  private async recordAt(position: number): Promise<AssemblyRecord> {
    let record = this.recent.findLast((one) => one.position <= position);
    if (record === undefined) return this.past.recordAt(position);
    while (record.position < position) record = (await foldPage(this.log, record, position, PAGE)).after;
    return record;
  }
}
