import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Exact, Instant, Json } from '../../platform/graphql/scalars';
import { MemberType } from '../../roll/member.type';

@ObjectType('Alternative', { description: 'Another text beside the proposal’s own; the vote chooses among all.' })
export class AlternativeType {
  @Field(() => ID)
  id!: string;
  @Field(() => String, { description: 'Its name among the options.' })
  option!: string;
  @Field(() => String)
  text!: string;
  @Field(() => MemberType)
  author!: MemberType;
  @Field(() => Int, { description: 'Voting members who like it.' })
  supporters!: number;
  @Field(() => Exact, {
    description:
      'What it weighs in the order of alternatives, in heads: whoever likes several shares their support among them.',
  })
  harmonicWeight!: string;
}

@ObjectType('Support', { description: 'Unit: heads.' })
export class SupportType {
  @Field(() => Int, { description: 'Voting members who support the proposal.' })
  supporters!: number;
  @Field(() => Int, { description: 'Voting members on the roll.' })
  asked!: number;
  @Field(() => Exact, { nullable: true, description: 'The share of them that admits it; null where none is needed.' })
  needed?: string;
  @Field(() => Boolean, { description: 'Whether you support it.' })
  mine!: boolean;
}

@ObjectType('ClassDemand', { description: 'Members of a class who ask for the stricter policy. Unit: heads.' })
export class ClassDemandType {
  @Field(() => String)
  classId!: string;
  @Field(() => Int)
  demands!: number;
  @Field(() => Int, { description: 'Voting members of the class.' })
  asked!: number;
}

@ObjectType('Escalation')
export class EscalationType {
  @Field(() => String, { description: 'The stricter policy that a class can ask for.' })
  to!: string;
  @Field(() => Exact, { description: 'The share of any one class, by heads, that is enough.' })
  share!: string;
  @Field(() => [ClassDemandType])
  demands!: ClassDemandType[];
}

@ObjectType('Enactment', { description: 'What adoption does by itself.' })
export class EnactmentType {
  @Field(() => String, { description: 'Such as admit-member, set-clause or set-threshold.' })
  kind!: string;
  @Field(() => Json, { description: 'As it stands in the log.' })
  terms!: unknown;
  @Field(() => String, { nullable: true, description: 'Whom it is about; null when the person was forgotten.' })
  memberName?: string;
  @Field(() => Boolean, { nullable: true, description: 'Null until the result is certified and acted on.' })
  done?: boolean;
  @Field(() => String, { nullable: true, description: 'Why it no longer could be done.' })
  reason?: string;
}

@ObjectType('Objection', { description: 'A ballot against that says why: what a reformulation has to answer.' })
export class ObjectionType {
  @Field(() => MemberType)
  member!: MemberType;
  @Field(() => Json)
  choice!: unknown;
  @Field(() => String)
  reason!: string;
}

@ObjectType('Review')
export class ReviewType {
  @Field(() => Instant, { nullable: true, description: 'When the outcome is to be looked at again.' })
  at?: string;
  @Field(() => Instant, { nullable: true, description: 'Since when it is due; null once an outcome is stated anew.' })
  dueSince?: string;
}
