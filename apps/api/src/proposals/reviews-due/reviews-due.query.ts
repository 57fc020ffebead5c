import { Query, Resolver } from '@nestjs/graphql';
import { repealedBy } from '@plenum/domain';
import { AccessForAll, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { Assemblies } from '../../platform/assemblies';
import { proposalFrom, ProposalType } from '../proposal/proposal.type';

@Resolver()
export class ReviewsDueQuery {
  constructor(private readonly assemblies: Assemblies) {}

  @AccessForAll()
  @Query(() => [ProposalType], {
    description:
      'Decisions that are to be looked at again, the longest due first; those that were repealed are done with.',
  })
  async reviewsDue(@CurrentViewer() viewer: Viewer): Promise<ProposalType[]> {
    const assembly = await this.assemblies.open(viewer.assemblyId);
    const { record } = assembly.view;
    const due = record.proposals
      .valueSeq()
      .filter((proposal) => proposal.state.reviewDueSince !== undefined && repealedBy(record, proposal) === undefined)
      .sortBy(({ state, draftedAt }) => `${state.reviewDueSince} ${String(draftedAt).padStart(16, '0')}`);
    return due.toArray().map(({ id }) => proposalFrom(assembly, id)!);
  }
}
