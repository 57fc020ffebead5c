import { Injectable } from '@nestjs/common';
import { electionOf, type AssemblyRecord, type ProposalRecord } from '@plenum/domain';
import { resolveDelegations, tally, type Election, type Resolution, type Tally } from '@plenum/counting';

/** A proposal's count at one log position: the election, who carries whom, and the figures. */
export interface Standing {
  readonly election: Election;
  readonly resolution: Resolution;
  readonly tally: Tally;
}

interface Remembered {
  readonly delegations: AssemblyRecord['delegations'];
  readonly roll: AssemblyRecord['roll'];
  readonly standing: Standing;
}

/**
 * Counts proposals, and remembers the last count of each for as long as nothing it depends on has changed. Records are
 * immutable, so "unchanged" is "the same object".
 */
@Injectable()
export class Standings {
  private readonly remembered = new WeakMap<ProposalRecord, Remembered>();

  /** Undefined for a proposal that never opened. */
  of(record: AssemblyRecord, proposalId: string): Standing | undefined {
    const proposal = record.proposals.get(proposalId);
    if (proposal === undefined) return undefined;
    const known = this.remembered.get(proposal);
    if (known !== undefined && stillHolds(known, record, proposal)) return known.standing;
    const election = electionOf(record, proposalId);
    if (election === undefined) return undefined;
    const resolution = resolveDelegations(election);
    const standing = { election, resolution, tally: tally(election, resolution) };
    this.remembered.set(proposal, { delegations: record.delegations, roll: record.roll, standing });
    return standing;
  }
}

function stillHolds(known: Remembered, record: AssemblyRecord, proposal: ProposalRecord): boolean {
  const frozen = proposal.state.status !== 'open';
  return frozen || (known.delegations === record.delegations && known.roll === record.roll);
}
