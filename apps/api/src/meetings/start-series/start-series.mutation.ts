import { randomUUID } from 'node:crypto';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type startSeries } from '@plenum/domain';
import { IsOptional, IsString } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { SeriesRecorded } from '../series-recorded.type';
import { StartSeriesCommand } from './start-series.handler';

@InputType()
export class StartSeriesInput extends CommandInput {
  @Field(() => String, { description: '1 to 200 characters.' })
  @IsString()
  title!: string;

  @Field(() => String, {
    description:
      'An RRULE of RFC 5545: `FREQ=WEEKLY;INTERVAL=2` is every 14 days, `FREQ=MONTHLY;BYDAY=1TH` every first Thursday.',
  })
  @IsString()
  recurrence!: string;

  @Field(() => String, { description: 'Local date and time of the first meeting: `2026-12-03T19:00`.' })
  @IsString()
  firstAt!: string;

  @Field(() => String, { description: 'Where the clock hangs: `Europe/Madrid`.' })
  @IsString()
  timeZone!: string;

  @Field(() => String, { nullable: true, description: 'At most 300 characters.' })
  @IsOptional()
  @IsString()
  place?: string;
}

export const StartSeriesResult = resultUnion<RefusalsOf<typeof startSeries>>('StartSeriesResult', SeriesRecorded, {
  SeriesMustNotExist: true,
  TextMustFit: true,
  RecurrenceMustBeReadable: true,
});

@Resolver()
export class StartSeriesMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('chair')
  @Mutation(() => StartSeriesResult, { description: 'Hold meetings regularly. Each one is convened on its own.' })
  async startSeries(@CurrentViewer() viewer: Viewer, @Args('input') input: StartSeriesInput) {
    const { title, recurrence, firstAt, timeZone, place } = input;
    const content = { title, recurrence, firstAt, timeZone, ...(place == null ? {} : { place }) };
    const answer = await this.commands.execute(new StartSeriesCommand(originOf(viewer, input), content, randomUUID()));
    if (isRefusal(answer)) return answer;
    return { receipt: receiptFrom(answer), seriesId: answer.events[0]!.data['seriesId'] as string };
  }
}
