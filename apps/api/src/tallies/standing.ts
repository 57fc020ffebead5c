import { explain, resolveDelegations, tally, type Election, type Explanation, type Resolution } from '@plenum/counting';
import type { Tally } from '@plenum/counting';
import { electionAround, electionOf, type AssemblyRecord } from '@plenum/domain';

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
export class Standing {
  private knownElection: Election | undefined;
  private knownResolution: Resolution | undefined;
  private figures: Figures | undefined;

  /** `liveFigures` gives the figures where they are to be had without a pass. */
  constructor(
    private readonly record: AssemblyRecord,
    private readonly proposalId: string,
    private readonly liveFigures: () => Figures | undefined,
  ) {}

  get election(): Election {
    return (this.knownElection ??= electionOf(this.record, this.proposalId)!);
  }

  get resolution(): Resolution {
    return (this.knownResolution ??= resolveDelegations(this.election));
  }

  get tally(): Tally {
    return this.counted.tally;
  }

  get members(): number {
    return this.counted.members;
  }

  get voters(): number {
    return this.counted.voters;
  }

  /** Where a member's voice is, and why; undefined for whoever has no binding vote. Costs no more than their delegations reach. */
  explain(memberId: string): Explanation | undefined {
    return explain(electionAround(this.record, this.proposalId, memberId)!, memberId);
  }

  private get counted(): Figures {
    return (this.figures ??= this.liveFigures() ?? this.figuresFromNothing());
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
