import { Field, ObjectType } from '@nestjs/graphql';
import { ReceiptType } from '../platform/graphql/receipt.type';

/** `proposalId` and `handCountId` are for the field resolvers of `proposal` and `handCount`. */
@ObjectType('HandCountNoted', { description: 'The log holds what became of the show of hands.' })
export class HandCountNoted {
  @Field(() => ReceiptType)
  receipt!: ReceiptType;

  proposalId!: string;
  handCountId!: string;
}
