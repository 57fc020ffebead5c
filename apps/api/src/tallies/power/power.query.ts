import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { AccessForAll, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { Assemblies } from '../../platform/assemblies';
import { localId } from '../../platform/graphql/global-id';
import { Standings } from '../standings';
import { powerOf } from './power-of';
import { PowerType } from './power.type';

/** Above this the figures take seconds: the auditor makes them from a count file. Unit: members. */
const LARGEST_ROLL = 20_000;

@Resolver()
export class PowerQuery {
  constructor(
    private readonly assemblies: Assemblies,
    private readonly standings: Standings,
  ) {}

  @AccessForAll()
  @Query(() => PowerType, {
    nullable: true,
    description: `Who holds how much of a proposal's count. Null before voting opens, before anybody votes, and above ${LARGEST_ROLL} members.`,
  })
  async power(
    @CurrentViewer() viewer: Viewer,
    @Args('proposalId', { type: () => ID }) id: string,
  ): Promise<PowerType | null> {
    const assembly = await this.assemblies.open(viewer.assemblyId);
    const { record } = assembly.view;
    const proposalId = localId('Proposal', id);
    const standing = this.standings.of(assembly, record, proposalId);
    if (standing === undefined) return null;
    const { voters, members } = await standing.figures();
    if (voters === 0 || members > LARGEST_ROLL) return null;
    return powerOf(assembly, await standing.power(record.proposals.get(proposalId)!.draftedAt));
  }
}
