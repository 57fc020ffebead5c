import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Exact, Json } from '../../platform/graphql/scalars';
import { MemberType } from '../../roll/member.type';

@ObjectType('VoterPower', { description: 'A voter, what rests on their ballot, and how often it would decide.' })
export class VoterPowerType {
  @Field(() => MemberType)
  member!: MemberType;
  @Field(() => Exact)
  own!: string;
  @Field(() => Exact)
  carried!: string;
  @Field(() => String, {
    description:
      'How often this ballot decides when all others toss a coin (Banzhaf), as a decimal cut after six places.',
  })
  decides!: string;
}

@ObjectType('CouldFlip', { description: 'A voter who alone could have made it end otherwise.' })
export class CouldFlipType {
  @Field(() => MemberType)
  member!: MemberType;
  @Field(() => Json, { description: 'By saying this instead.' })
  choice!: unknown;
  @Field(() => String)
  outcome!: string;
}

@ObjectType('Power', { description: 'Who holds how much of a count: for the community to see.' })
export class PowerType {
  @Field(() => Exact, { description: 'The largest share of all cast weight that one voter carries for others.' })
  largestCarriedShare!: string;
  @Field(() => [MemberType])
  largestCarriers!: MemberType[];
  @Field(() => Exact, { description: 'How many equal voters would be as concentrated (Laakso and Taagepera).' })
  effectiveVoters!: string;
  @Field(() => String, { description: 'exact, or sampled with a seed that stands in the log' })
  method!: string;
  @Field(() => Int, { description: 'Coalitions drawn; 0 when exact.' })
  samples!: number;
  @Field(() => [VoterPowerType], { description: 'The ten on whose ballots the most weight rests.' })
  strongest!: VoterPowerType[];
  @Field(() => [CouldFlipType], { description: 'At most twenty; empty for rules whose ballots are not a single word.' })
  couldFlip!: CouldFlipType[];
}
