import { tally } from '@plenum/counting';
import type { StoredEvent } from '../catalogue';
import { electorateOf, type AssemblyRecord } from './assembly-record';
import { electionOf } from './election-of';
import { LiveElection } from './live-election';
import { decidesInHall, outcomeSoFar, type OutcomeSoFar } from './outcome-so-far';
import { recordFold } from './record.evolve';

/** An event that changed the outcome so far. */
export interface TurningPoint {
  readonly position: number;
  readonly type: StoredEvent['type'];
  readonly at: string;
  /** Whom the event is about, where it is about one member. */
  readonly memberId?: string;
  /** Absent at the opening: before it there is no outcome. */
  readonly before?: OutcomeSoFar;
  readonly after: OutcomeSoFar;
}

export interface TurningPoints {
  readonly points: readonly TurningPoint[];
  /** False where the search had to leave out positions: then each point is true, and there may be others between them. */
  readonly isComplete: boolean;
}

/** How much counting from nothing a search does. */
export interface SearchBounds {
  /** Read in passes over every position that matters. Unit: members, each time they are read. */
  readonly reads: number;
  /** Least number of positions that are looked at once these are used up. */
  readonly samples: number;
}

/** An hour in a hall of 2,500 with a ballot of each is looked at whole: some ten seconds of a processor, half a minute at worst. */
export const SEARCH_BOUNDS: SearchBounds = { reads: 8_000_000, samples: 5 };

/** Of what the exact part may read, so small a part is read again in samples, and each of them may cost a binary search. */
const SAMPLES_PART = 32;

/** A stretch of the log in which only the end is looked at, unless the outcome is another there. */
interface Stretch {
  readonly from: AssemblyRecord;
  readonly events: StoredEvent[];
  readonly longest: number;
}

/**
 * Follows a log event by event and tells at which of them the outcome of one proposal changed. Where the proposal can be counted live that
 * costs a live tally for each event that may matter; elsewhere a pass over the roll. Once passes have read as much as the bounds say, what is
 * left of the log is cut into stretches: their ends are looked at, and a stretch that ends with another outcome is halved until an event is found.
 */
export class TurningPointSearch {
  private readonly points: TurningPoint[] = [];
  private outcome: OutcomeSoFar | undefined;
  private live: LiveElection | undefined;
  private stretch: Stretch | undefined;
  private reads = 0;
  private skipped = false;

  /** `record` is where the first step begins, at or before the opening; `until` the last position that will be stepped to. */
  constructor(
    private record: AssemblyRecord,
    private readonly proposalId: string,
    private readonly until: number,
    private readonly bounds = SEARCH_BOUNDS,
  ) {}

  /** True once nothing that follows can change the outcome. */
  get isOver(): boolean {
    const state = this.record.proposals.get(this.proposalId)?.state;
    return state?.opening !== undefined && state.status !== 'open';
  }

  /** Goes on to the record that this event leads to. */
  step(after: AssemblyRecord, event: StoredEvent): void {
    const before = this.record;
    if (this.isOver) return;
    this.record = after;
    if (this.live?.follow(after, [event]) === false) this.live = undefined;
    if (this.stretch !== undefined) this.lengthen(this.stretch, event);
    else if (mayDiffer(before, after, this.proposalId)) this.look(before, event);
  }

  /** What was found up to the last step. */
  found(): TurningPoints {
    if (this.stretch !== undefined) this.settle(this.stretch);
    return { points: this.points, isComplete: !this.skipped };
  }

  private look(before: AssemblyRecord, event: StoredEvent): void {
    if (this.canTally() || this.affords()) return this.turn(event, this.outcomeHere());
    const left = this.until - before.position;
    const samples = Math.max(this.bounds.samples, Math.floor(this.bounds.reads / (SAMPLES_PART * this.passReads())));
    this.lengthen({ from: before, events: [], longest: Math.ceil(left / samples) }, event);
  }

  private lengthen(stretch: Stretch, event: StoredEvent): void {
    this.stretch = stretch;
    stretch.events.push(event);
    if (stretch.events.length >= stretch.longest) this.settle(stretch);
  }

  private settle({ from, events }: Stretch): void {
    this.stretch = undefined;
    if (events.length > 1) this.skipped = true;
    const end = this.outcomeHere();
    if (!isSame(end, this.outcome)) this.halve(from, events, end);
    this.outcome = end;
  }

  /** Finds one event that leads away from the outcome that the stretch begins with. */
  private halve(from: AssemblyRecord, events: readonly StoredEvent[], end: OutcomeSoFar): void {
    let [low, high, record, after] = [0, events.length, from, end];
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      let there = record;
      for (const event of events.slice(low, middle)) there = recordFold.evolve(there, event);
      const outcome = this.outcomeIn(there);
      if (isSame(outcome, this.outcome)) [low, record] = [middle, there];
      else [high, after] = [middle, outcome];
    }
    this.turn(events[low]!, after);
  }

  private turn({ position, type, at, data }: StoredEvent, after: OutcomeSoFar): void {
    const before = this.outcome;
    this.outcome = after;
    if (isSame(before, after)) return;
    const memberId = 'memberId' in data ? data.memberId : undefined;
    this.points.push({
      ...{ position, type, at },
      ...(memberId === undefined ? {} : { memberId }),
      ...(before === undefined ? {} : { before }),
      after,
    });
  }

  /** From the live count, begun anew where that is possible; else from nothing. */
  private outcomeHere(): OutcomeSoFar {
    if (!this.canTally()) {
      this.reads += this.passReads();
      if (!decidesInHall(this.record, this.proposalId)) this.begin();
    }
    return this.canTally()
      ? outcomeSoFar(this.record, this.proposalId, () => this.live!.tally())
      : this.outcomeIn(this.record);
  }

  private outcomeIn(record: AssemblyRecord): OutcomeSoFar {
    return outcomeSoFar(record, this.proposalId, () => tally(electionOf(record, this.proposalId)!));
  }

  private begin(): void {
    const begun = this.live ?? LiveElection.begin(this.record, this.proposalId);
    this.live = typeof begun === 'string' ? undefined : begun;
  }

  private canTally(): boolean {
    return this.live !== undefined && this.live.whyNot === undefined;
  }

  private affords(): boolean {
    return this.outcome === undefined || this.reads + this.passReads() <= this.bounds.reads;
  }

  private passReads(): number {
    return Math.max(1, electorateOf(this.record, this.record.proposals.get(this.proposalId)!).size);
  }
}

/** False only where nothing that an opened proposal's count reads has changed: what did not change is the same object. */
function mayDiffer(before: AssemblyRecord, after: AssemblyRecord, proposalId: string): boolean {
  const proposal = after.proposals.get(proposalId);
  if (proposal?.state.opening === undefined) return false;
  const isSameProposal = proposal === before.proposals.get(proposalId);
  return !(
    isSameProposal &&
    before.delegations === after.delegations &&
    before.roll === after.roll &&
    before.meetings === after.meetings
  );
}

function isSame(one: OutcomeSoFar | undefined, other: OutcomeSoFar | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
