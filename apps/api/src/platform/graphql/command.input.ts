import { Field, ID, InputType } from '@nestjs/graphql';
import { IsUUID } from 'class-validator';
import type { Viewer } from '../access/roles';
import type { Origin } from '../origin';

/** The part every mutation's input has. */
@InputType({ isAbstract: true })
export abstract class CommandInput {
  @Field(() => ID, {
    description: 'A UUID that you choose. Send the same one again after a lost answer: you get the same receipt.',
  })
  @IsUUID(undefined, { message: 'commandId must be a UUID' })
  commandId!: string;
}

export function originOf(viewer: Viewer, input: CommandInput): Origin {
  return { assemblyId: viewer.assemblyId, actor: viewer.actor, commandId: input.commandId.toLowerCase() };
}
