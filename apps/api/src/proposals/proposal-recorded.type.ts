import { Field, ObjectType } from '@nestjs/graphql';
import { ReceiptType } from '../platform/graphql/receipt.type';

/** `proposalId` is for the field resolver of `proposal`. */
@ObjectType('ProposalRecorded', { description: 'The log holds the change of the proposal.' })
export class ProposalRecorded {
  @Field(() => ReceiptType)
  receipt!: ReceiptType;

  proposalId!: string;
}
