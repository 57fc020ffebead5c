import { Args, Field, ID, Int, ObjectType, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { carriedItems } from '@plenum/domain';
import { AccessForAll, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { Assemblies } from '../../platform/assemblies';
import { Clock } from '../../platform/clock';
import { globalId } from '../../platform/graphql/global-id';
import { Instant } from '../../platform/graphql/scalars';
import { SeriesRecorded } from '../series-recorded.type';
import { datesAfter } from './recurrence';
import { seriesFrom, SeriesType } from './series.type';

@ObjectType('WaitingItem', { description: 'What an earlier meeting did not reach: it comes first at the next one.' })
export class WaitingItemType {
  @Field(() => String)
  title!: string;
  @Field(() => ID, { nullable: true })
  proposalId?: string;
  @Field(() => ID)
  meetingId!: string;
}

const MOST_DATES = 52;

@Resolver(() => SeriesType)
export class SeriesQuery {
  constructor(
    private readonly assemblies: Assemblies,
    private readonly clock: Clock,
  ) {}

  @AccessForAll()
  @Query(() => [SeriesType], { description: 'Every series of meetings, running ones first.' })
  async series(@CurrentViewer() viewer: Viewer): Promise<SeriesType[]> {
    const { view } = await this.assemblies.open(viewer.assemblyId);
    const all = view.record.series.toArray().map(([id, state]) => seriesFrom(id, state));
    return [...all.filter(({ isRunning }) => isRunning), ...all.filter(({ isRunning }) => !isRunning)];
  }

  @ResolveField(() => [Instant], { description: 'The dates to come.' })
  upcoming(
    @Parent() { state }: SeriesType,
    @Args('first', { type: () => Int, defaultValue: 6, description: 'How many, 1 to 52.' }) first: number,
  ): string[] {
    if (state.status !== 'running') return [];
    return datesAfter(state, this.clock.instant(), Math.min(Math.max(first, 1), MOST_DATES));
  }

  @ResolveField(() => [WaitingItemType])
  async waiting(@CurrentViewer() viewer: Viewer, @Parent() { seriesId }: SeriesType): Promise<WaitingItemType[]> {
    const { view } = await this.assemblies.open(viewer.assemblyId);
    return carriedItems(view.record, seriesId).map(({ title, proposalId, carriedFrom }) => ({
      title,
      meetingId: globalId('Meeting', carriedFrom.meetingId),
      ...(proposalId === undefined ? {} : { proposalId: globalId('Proposal', proposalId) }),
    }));
  }
}

/** After a mutation a client reads its own write here. */
@Resolver(() => SeriesRecorded)
export class SeriesRecordedFields {
  constructor(private readonly assemblies: Assemblies) {}

  @ResolveField(() => SeriesType, { nullable: true })
  async series(
    @CurrentViewer() viewer: Viewer,
    @Parent() { seriesId }: SeriesRecorded,
  ): Promise<SeriesType | undefined> {
    const { view } = await this.assemblies.open(viewer.assemblyId);
    const state = view.record.series.get(seriesId);
    return state && seriesFrom(seriesId, state);
  }
}
