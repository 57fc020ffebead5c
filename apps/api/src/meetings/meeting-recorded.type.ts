import { Field, ObjectType } from '@nestjs/graphql';
import { ReceiptType } from '../platform/graphql/receipt.type';

/** `meetingId` is for the field resolver of `meeting`. */
@ObjectType('MeetingRecorded', { description: 'The log holds the change of the meeting.' })
export class MeetingRecorded {
  @Field(() => ReceiptType)
  receipt!: ReceiptType;

  meetingId!: string;
}
