import { Field, ObjectType } from '@nestjs/graphql';
import type { SeriesState } from '@plenum/domain';
import { globalId } from '../../platform/graphql/global-id';
import { Node } from '../../platform/graphql/node.type';

@ObjectType('Series', { implements: () => Node, description: 'Meetings that are held regularly.' })
export class SeriesType extends Node {
  @Field(() => String)
  title!: string;
  @Field(() => String, { description: 'An RRULE of RFC 5545.' })
  recurrence!: string;
  @Field(() => String, { description: 'Local date and time of the first meeting.' })
  firstAt!: string;
  @Field(() => String)
  timeZone!: string;
  @Field(() => String, { nullable: true })
  place?: string;
  @Field(() => Boolean)
  isRunning!: boolean;
  @Field(() => String, { nullable: true })
  endedFor?: string;

  /** For field resolvers. */
  seriesId!: string;
  state!: SeriesState;
}

/** A series as clients read it. */
export function seriesFrom(seriesId: string, state: SeriesState): SeriesType {
  const { title, recurrence, firstAt, timeZone, place, endedFor } = state;
  return Object.assign(new SeriesType(), {
    id: globalId('Series', seriesId),
    seriesId,
    state,
    title,
    recurrence,
    firstAt,
    timeZone,
    isRunning: state.status === 'running',
    ...(place === undefined ? {} : { place }),
    ...(endedFor === undefined ? {} : { endedFor }),
  });
}
