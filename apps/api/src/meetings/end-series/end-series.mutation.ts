import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type endSeries } from '@plenum/domain';
import { IsString } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { SeriesRecorded } from '../series-recorded.type';
import { EndSeriesCommand } from './end-series.handler';

@InputType()
export class EndSeriesInput extends CommandInput {
  @Field(() => ID)
  @IsString()
  seriesId!: string;

  @Field(() => String, { description: '1 to 500 characters.' })
  @IsString()
  reason!: string;
}

export const EndSeriesResult = resultUnion<RefusalsOf<typeof endSeries>>('EndSeriesResult', SeriesRecorded, {
  SeriesMustBeRunning: true,
  ReasonMustBeGiven: true,
});

@Resolver()
export class EndSeriesMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('chair')
  @Mutation(() => EndSeriesResult, { description: 'Convene no further meeting of this series.' })
  async endSeries(@CurrentViewer() viewer: Viewer, @Args('input') input: EndSeriesInput) {
    const content = { seriesId: localId('Series', input.seriesId), reason: input.reason };
    const answer = await this.commands.execute(new EndSeriesCommand(originOf(viewer, input), content));
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), seriesId: content.seriesId };
  }
}
