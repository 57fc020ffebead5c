import { Field, ObjectType } from '@nestjs/graphql';
import { ReceiptType } from '../platform/graphql/receipt.type';

/** `proposalId` and `memberId` are for the field resolvers; the client sees the receipt, the proposal and the choice. */
@ObjectType('BallotRecorded', { description: 'Your ballot stands in the log. Keep the leaf hash: it proves it later.' })
export class BallotRecorded {
  @Field(() => ReceiptType)
  receipt!: ReceiptType;

  proposalId!: string;
  memberId!: string;
}
