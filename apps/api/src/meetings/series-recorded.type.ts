import { Field, ObjectType } from '@nestjs/graphql';
import { ReceiptType } from '../platform/graphql/receipt.type';

/** `seriesId` is for the field resolver of `series`. */
@ObjectType('SeriesRecorded', { description: 'The log holds the change of the series of meetings.' })
export class SeriesRecorded {
  @Field(() => ReceiptType)
  receipt!: ReceiptType;

  seriesId!: string;
}
