import { Injectable } from '@nestjs/common';
import type { AssemblyRecord, ProposalRecord, TurningPoints } from '@plenum/domain';
import { isAsItWas } from '../../tallies/live-proposals';
import type { Standing } from '../../tallies/standing';

interface Found {
  readonly record: AssemblyRecord;
  readonly points: Promise<TurningPoints>;
}

/** Looks a story up once for all who ask of it, and once and for all when voting has closed. */
@Injectable()
export class FoundTurningPoints {
  private readonly known = new WeakMap<ProposalRecord, Found>();

  of(standing: Standing, proposalId: string): Promise<TurningPoints> {
    const { record } = standing;
    const proposal = record.proposals.get(proposalId)!;
    const known = this.known.get(proposal);
    if (known !== undefined && isAsItWas(record, known.record, proposalId)) return known.points;
    const points = standing.turningPoints();
    this.known.set(proposal, { record, points });
    points.catch(() => this.known.delete(proposal));
    return points;
  }
}
