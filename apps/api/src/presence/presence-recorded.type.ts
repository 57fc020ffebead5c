import { Field, ObjectType } from '@nestjs/graphql';
import { ReceiptType } from '../platform/graphql/receipt.type';

/** `meetingId` and `memberId` are for the field resolvers of `meeting` and `member`. */
@ObjectType('PresenceRecorded', { description: 'The log holds who came or went.' })
export class PresenceRecorded {
  @Field(() => ReceiptType)
  receipt!: ReceiptType;

  meetingId!: string;
  memberId!: string;
}
