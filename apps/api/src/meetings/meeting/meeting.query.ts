import { Args, ArgsType, Field, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { IsEnum, IsOptional } from 'class-validator';
import { AccessForAll, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { Assemblies } from '../../platform/assemblies';
import { byNumber, nodesAs, pageOf, PageArgs, type Connection } from '../../platform/graphql/connection';
import { localId } from '../../platform/graphql/global-id';
import { proposalFrom, ProposalType } from '../../proposals/proposal/proposal.type';
import { MeetingRecorded } from '../meeting-recorded.type';
import { AgendaItemType, MeetingConnection, meetingFrom, MeetingStatus, MeetingType } from './meeting.type';

@ArgsType()
export class MeetingsArgs extends PageArgs {
  @Field(() => MeetingStatus, { nullable: true })
  @IsOptional()
  @IsEnum(MeetingStatus)
  status?: MeetingStatus;

  @Field(() => ID, { nullable: true, description: 'Only meetings of this series.' })
  @IsOptional()
  seriesId?: string;
}

@Resolver(() => MeetingType)
export class MeetingQuery {
  constructor(private readonly assemblies: Assemblies) {}

  @AccessForAll()
  @Query(() => MeetingConnection, { description: 'Newest first.' })
  async meetings(@CurrentViewer() viewer: Viewer, @Args() args: MeetingsArgs): Promise<Connection<MeetingType>> {
    const { view } = await this.assemblies.open(viewer.assemblyId);
    const seriesId = args.seriesId == null ? undefined : localId('Series', args.seriesId);
    const wanted = view.record.meetings
      .valueSeq()
      .filter(({ state }) => args.status == null || state.status.toUpperCase() === args.status)
      .filter(({ state }) => seriesId === undefined || state.seriesId === seriesId)
      .sortBy(({ convenedAt }) => -convenedAt)
      .toArray();
    const page = pageOf(
      wanted,
      args,
      ({ convenedAt }) => String(convenedAt),
      (a, b) => byNumber(b, a),
    );
    return nodesAs(page, meetingFrom);
  }

  @AccessForAll()
  @Query(() => MeetingType, { nullable: true })
  async meeting(
    @CurrentViewer() viewer: Viewer,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<MeetingType | undefined> {
    const { view } = await this.assemblies.open(viewer.assemblyId);
    const meeting = view.record.meetings.get(localId('Meeting', id));
    return meeting && meetingFrom(meeting);
  }
}

@Resolver(() => AgendaItemType)
export class AgendaItemFields {
  constructor(private readonly assemblies: Assemblies) {}

  @ResolveField(() => ProposalType, { nullable: true })
  async proposal(
    @CurrentViewer() viewer: Viewer,
    @Parent() { proposalId }: AgendaItemType,
  ): Promise<ProposalType | undefined> {
    return proposalId === undefined
      ? undefined
      : proposalFrom(await this.assemblies.open(viewer.assemblyId), proposalId);
  }
}

/** After a mutation a client reads its own write here. */
@Resolver(() => MeetingRecorded)
export class MeetingRecordedFields {
  constructor(private readonly assemblies: Assemblies) {}

  @ResolveField(() => MeetingType, { nullable: true })
  async meeting(
    @CurrentViewer() viewer: Viewer,
    @Parent() { meetingId }: MeetingRecorded,
  ): Promise<MeetingType | undefined> {
    const { view } = await this.assemblies.open(viewer.assemblyId);
    const meeting = view.record.meetings.get(meetingId);
    return meeting && meetingFrom(meeting);
  }
}
