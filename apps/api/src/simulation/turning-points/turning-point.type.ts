import { Field, Int, ObjectType } from '@nestjs/graphql';
import { connectionType, type Connection } from '../../platform/graphql/connection';
import { Instant } from '../../platform/graphql/scalars';
import { MemberType } from '../../roll/member.type';
import { OutcomeSoFarType } from '../outcome-so-far.type';

@ObjectType('TurningPoint', { description: 'An event at which the outcome of a proposal, so far, became another.' })
export class TurningPointType {
  @Field(() => Int)
  position!: number;
  @Field(() => String, { description: 'Type of the event, such as BallotCast.' })
  type!: string;
  @Field(() => Instant)
  at!: string;
  @Field(() => MemberType, {
    nullable: true,
    description: 'Whom the event is about; null where it is about no member.',
  })
  member?: MemberType;
  @Field(() => OutcomeSoFarType, { nullable: true, description: 'Null at the opening: before it there is none.' })
  before?: OutcomeSoFarType;
  @Field(() => OutcomeSoFarType)
  after!: OutcomeSoFarType;
}

export const TurningPointConnection = connectionType('TurningPoint', () => TurningPointType);

@ObjectType('TurningPoints')
export class TurningPointsType {
  @Field(() => Int, { description: 'Log position up to which they are told.' })
  position!: number;
  @Field(() => Boolean, {
    description:
      'False where a long story of a large proposal could not be counted at every position: each point is true, and there may be others between them.',
  })
  isComplete!: boolean;
  @Field(() => TurningPointConnection, { description: 'Oldest first.' })
  points!: Connection<TurningPointType>;
}
