import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { Recorded } from '../command-runner';

@ObjectType('Receipt', {
  description: 'The log holds the command. The same command id always answers with the same receipt.',
})
export class ReceiptType {
  @Field(() => ID)
  commandId!: string;

  @Field(() => Int, { description: 'Log position of the last event of the command; views show it when you read this.' })
  position!: number;

  @Field(() => [String], {
    description: 'The kinds of the recorded events, in order. Empty when nothing needed to change.',
  })
  events!: string[];

  @Field(() => [String], {
    description: 'SHA-256 leaf hashes of the stored events in hex: keep them to check the log later.',
  })
  leafHashes!: string[];

  @Field(() => Boolean, { description: 'True when this command id had been recorded before.' })
  repeated!: boolean;
}

export function receiptFrom({ commandId, position, events, repeated }: Recorded): ReceiptType {
  return {
    commandId,
    position,
    repeated,
    events: events.map((event) => event.type),
    leafHashes: events.map((event) => Buffer.from(event.leafHash).toString('hex')),
  };
}
