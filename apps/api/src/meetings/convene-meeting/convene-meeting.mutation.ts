import { randomUUID } from 'node:crypto';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type conveneMeeting } from '@plenum/domain';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsOptional, IsString, ValidateNested } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { Assemblies } from '../../platform/assemblies';
import { Clock } from '../../platform/clock';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { Instant } from '../../platform/graphql/scalars';
import { AgendaItemInput, wantedItem } from '../agenda-item.input';
import { MeetingRecorded } from '../meeting-recorded.type';
import { nextFree } from '../series/next-free';
import { ConveneMeetingCommand, type Called, type ConveneMeetingContent } from './convene-meeting.handler';

@InputType()
export class ConveneMeetingInput extends CommandInput {
  @Field(() => String, { nullable: true, description: '1 to 200 characters; left out, that of the series.' })
  @IsOptional()
  @IsString()
  title?: string;

  @Field(() => Instant, {
    nullable: true,
    description: 'Left out, the next date of the series that has no meeting yet.',
  })
  @IsOptional()
  @IsString()
  startsAt?: string;

  @Field(() => String, { nullable: true, description: 'At most 300 characters; left out, that of the series.' })
  @IsOptional()
  @IsString()
  place?: string;

  @Field(() => ID, {
    nullable: true,
    description: 'What its earlier meetings did not reach comes first on the agenda.',
  })
  @IsOptional()
  @IsString()
  seriesId?: string;

  @Field(() => [AgendaItemInput], { defaultValue: [] })
  @ValidateNested({ each: true })
  @Type(() => AgendaItemInput)
  @ArrayMaxSize(200)
  agenda: AgendaItemInput[] = [];
}

export const ConveneMeetingResult = resultUnion<RefusalsOf<typeof conveneMeeting>>(
  'ConveneMeetingResult',
  MeetingRecorded,
  {
    MeetingMustNotExist: true,
    SeriesMustBeRunning: true,
    MeetingMustNotHavePassed: true,
    TextMustFit: true,
    ProposalMustExist: true,
    AgendaItemsMustBeDistinct: true,
  },
);

@Resolver()
export class ConveneMeetingMutation {
  constructor(
    private readonly commands: CommandBus,
    private readonly assemblies: Assemblies,
    private readonly clock: Clock,
  ) {}

  @Access('chair')
  @Mutation(() => ConveneMeetingResult, { description: 'Call the assembly together.' })
  async conveneMeeting(@CurrentViewer() viewer: Viewer, @Args('input') input: ConveneMeetingInput) {
    const content = contentFrom(input);
    const called = await this.calledFrom(viewer.assemblyId, content);
    const answer = await this.commands.execute(new ConveneMeetingCommand(originOf(viewer, input), content, called));
    if (isRefusal(answer)) return answer;
    return { receipt: receiptFrom(answer), meetingId: answer.events[0]!.data['meetingId'] as string };
  }

  private async calledFrom(
    assemblyId: string,
    { title, startsAt, place, seriesId }: ConveneMeetingContent,
  ): Promise<Called> {
    const { view } = await this.assemblies.open(assemblyId);
    const series = seriesId === undefined ? undefined : view.record.series.get(seriesId);
    const where = place ?? series?.place;
    const now = this.clock.instant();
    return {
      meetingId: randomUUID(),
      title: title ?? series?.title ?? '',
      startsAt: startsAt ?? (series && seriesId ? nextFree(view.record, seriesId, series, now) : undefined) ?? now,
      ...(where === undefined ? {} : { place: where }),
    };
  }
}

function contentFrom({ title, startsAt, place, seriesId, agenda }: ConveneMeetingInput): ConveneMeetingContent {
  return {
    ...(title == null ? {} : { title }),
    ...(startsAt == null ? {} : { startsAt }),
    ...(place == null ? {} : { place }),
    ...(seriesId == null ? {} : { seriesId: localId('Series', seriesId) }),
    items: agenda
      .map((item) => wantedItem(item))
      .map(({ title: about, proposalId }) => ({
        title: about,
        ...(proposalId === undefined ? {} : { proposalId }),
      })),
  };
}
