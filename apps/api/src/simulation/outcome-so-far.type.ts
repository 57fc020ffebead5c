import { Field, ObjectType } from '@nestjs/graphql';
import type { OutcomeSoFar } from '@plenum/domain';

@ObjectType('OutcomeSoFar', {
  description: 'What would be certified if voting closed then: of the hall alone where the hall decides.',
})
export class OutcomeSoFarType {
  @Field(() => String, { description: 'adopted, rejected, no-quorum, tied, elected, second-reading ...' })
  outcome!: string;
  @Field(() => [String])
  winners!: string[];
}

export function outcomeFrom({ outcome, winners }: OutcomeSoFar): OutcomeSoFarType {
  return { outcome, winners: [...winners] };
}
