import { Field, ObjectType } from '@nestjs/graphql';
import { ReceiptType } from '../platform/graphql/receipt.type';

/** `memberId` is for the field resolver of `me`. */
@ObjectType('DelegationRecorded', { description: 'The log holds what you said about your delegations.' })
export class DelegationRecorded {
  @Field(() => ReceiptType)
  receipt!: ReceiptType;

  memberId!: string;
}
