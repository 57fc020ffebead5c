import { Field, ObjectType } from '@nestjs/graphql';
import { ReceiptType } from '../platform/graphql/receipt.type';

/** `assemblyId` is for the field resolver of `assembly`. */
@ObjectType('AssemblyRecorded')
export class AssemblyRecorded {
  @Field(() => ReceiptType)
  receipt!: ReceiptType;

  assemblyId!: string;
}
