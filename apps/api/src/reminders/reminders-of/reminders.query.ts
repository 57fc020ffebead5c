import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { Assemblies } from '../../platform/assemblies';
import { localId } from '../../platform/graphql/global-id';
import { Reminders } from '../reminders';
import { RemindersType } from './reminders.type';

@Resolver()
export class RemindersQuery {
  constructor(
    private readonly assemblies: Assemblies,
    private readonly office: Reminders,
  ) {}

  @Access('chair')
  @Query(() => RemindersType, {
    nullable: true,
    description: 'How many were reminded of a proposal, and how many in vain; null when there is no such proposal.',
  })
  async reminders(
    @CurrentViewer() { assemblyId }: Viewer,
    @Args('proposalId', { type: () => ID }) proposalId: string,
  ): Promise<RemindersType | undefined> {
    const { view } = await this.assemblies.open(assemblyId);
    const id = localId('Proposal', proposalId);
    if (!view.record.proposals.has(id)) return undefined;
    const reminders = await this.office.of(assemblyId);
    const nextAt = reminders.nextAt(id);
    return { ...(nextAt === undefined ? {} : { nextAt }), rounds: [...reminders.outbox.figures(id)] };
  }
}
