import { Field, ObjectType } from '@nestjs/graphql';
import type { Recorded } from '../platform/command-runner';
import { ReceiptType, receiptFrom } from '../platform/graphql/receipt.type';

/** `memberIds` are for the field resolver: `members` is looked up only when a client asks for it. */
@ObjectType('RollRecorded', { description: 'The roll says so from here on.' })
export class RollRecorded {
  @Field(() => ReceiptType)
  receipt!: ReceiptType;

  memberIds!: readonly string[];
}

export function rollRecorded(recorded: Recorded): RollRecorded {
  return { receipt: receiptFrom(recorded), memberIds: memberIdsIn(recorded) };
}

/** Whom the recorded events of a roll command are about, in order. */
export function memberIdsIn({ events }: Recorded): readonly string[] {
  return events.map(({ data }) => String(data['memberId']));
}
