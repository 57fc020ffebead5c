import { explain, resolveDelegations, tally, voterLoads } from '@plenum/counting';
import type { Election, Explanation, Resolution, Tally } from '@plenum/counting';
import {
  electionAround,
  electionOf,
  foldAll,
  outcomeSoFar,
  recordFold,
  type AssemblyRecord,
  type Carrying,
  type LiveElection,
  type StoredEvent,
} from '@plenum/domain';
import { movedBetween, type Consequence, type Side } from './consequence';
import { powerTold, type PowerTold } from './power/power-told';

/** What a count comes to. */
export interface Figures {
  readonly tally: Tally;
  /** Members whose vote binds. Unit: heads. */
  readonly members: number;
  /** Of these, those who cast a ballot of their own. Unit: heads. */
  readonly voters: number;
}

/**
 * A proposal's count at one log position. Whatever costs a pass over the whole roll is made when it is first asked for: the election, who
 * carries whom, and, where no live count gave the figures, these.
 */
export class ProposalCount {
  private knownElection: Election | undefined;
  private knownResolution: Resolution | undefined;
  private knownFigures: Figures | undefined;

  /** `live` gives a count that needs no pass, as long as there is one that stands at this record. */
  constructor(
    private readonly record: AssemblyRecord,
    private readonly proposalId: string,
    private readonly live: () => LiveElection | undefined,
  ) {}

  figures(): Figures {
    return (this.knownFigures ??= this.liveFigures() ?? this.figuresFromNothing());
  }

  /** Where a member's voice is, and why; undefined for whoever has no binding vote. Costs no more than their delegations reach. */
  explain(memberId: string): Explanation | undefined {
    return explain(electionAround(this.record, this.proposalId, memberId)!, memberId);
  }

  /** What a member carries; before they vote, what they would carry if they did, counted by the same function. */
  carrying(memberId: string): Carrying {
    const live = this.live();
    if (live !== undefined) return live.carrying(memberId);
    const { election, resolution } = this;
    // Nobody's voice ends at a hand that is counted, whatever its owner might have cast.
    const isHand = election.handCounts.some(({ counted }) => counted?.includes(memberId));
    if (isHand) return { cast: false, weight: '0', delegators: '0' };
    const cast = election.ballots.some(({ voter }) => voter === memberId);
    const ballot = { voter: memberId, choice: 'abstain', channel: 'online' as const };
    const supposed = cast ? election : { ...election, ballots: [...election.ballots, ballot] };
    const load = voterLoads(supposed, cast ? resolution : resolveDelegations(supposed))[memberId];
    return { cast, weight: load?.carried ?? '0', delegators: String(load?.from.length ?? 0) };
  }

  /** Who holds how much. `seed` is a number that stands in the log, so that anyone draws the same sample. */
  power(seed: number): PowerTold {
    return powerTold(this.election, this.resolution, seed);
  }

  /** What would be for a member if these events followed here: they are counted from nothing, and forgotten. */
  suppose(memberId: string, events: readonly StoredEvent[]): Consequence {
    const record = foldAll(recordFold, events, this.record);
    const after = new ProposalCount(record, this.proposalId, () => undefined);
    const moved = movedBetween(this.resolution, after.resolution);
    return { before: this.side(memberId), after: after.side(memberId), moved };
  }

  private side(memberId: string): Side {
    const figures = this.figures();
    const outcome = outcomeSoFar(this.record, this.proposalId, () => figures.tally);
    return { figures, outcome, voice: this.explain(memberId) };
  }

  private get election(): Election {
    return (this.knownElection ??= electionOf(this.record, this.proposalId)!);
  }

  private get resolution(): Resolution {
    return (this.knownResolution ??= resolveDelegations(this.election));
  }

  private liveFigures(): Figures | undefined {
    const live = this.live();
    return live && { tally: live.tally(), members: live.electors, voters: live.voters };
  }

  private figuresFromNothing(): Figures {
    const { election, resolution } = this;
    return {
      tally: tally(election, resolution),
      members: resolution.roll.length,
      voters: election.ballots.filter(({ voter }) => resolution.indexOf.has(voter)).length,
    };
  }
}
