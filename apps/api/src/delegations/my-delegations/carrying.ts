import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Exact } from '../../platform/graphql/scalars';

@ObjectType('Carrying', {
  description: 'How much of others rests on a member. Whose it is stands in the log, which every member can read.',
})
export class CarryingType {
  @Field(() => Exact, { description: "Weight of others that rests, or would rest, on this member's ballot." })
  weight!: string;
  @Field(() => Int)
  delegators!: number;
  @Field(() => Boolean, {
    description: 'False while the member has not voted: then it says what a ballot would carry.',
  })
  cast!: boolean;

  /** For the field resolver of `proposal`. */
  proposalId!: string;
}
