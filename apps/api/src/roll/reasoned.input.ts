import { Field, ID, InputType } from '@nestjs/graphql';
import { IsString } from 'class-validator';
import { CommandInput } from '../platform/graphql/command.input';

/** The part of every correction of the roll: whom it is about and why. */
@InputType({ isAbstract: true })
export abstract class ReasonedInput extends CommandInput {
  @Field(() => ID)
  @IsString()
  memberId!: string;

  @Field(() => String, {
    description:
      '1 to 500 characters, printed with every result it touches. It stays in the log for ever: name nobody.',
  })
  @IsString()
  reason!: string;
}
