import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Json } from '../../platform/graphql/scalars';
import { MemberType } from '../../roll/member.type';

/** Where a member's weight is. Everybody is in exactly one place. */
export enum VoiceFate {
  OWN_BALLOT = 'OWN_BALLOT',
  CARRIED = 'CARRIED',
  UNDELIVERED_CYCLE = 'UNDELIVERED_CYCLE',
  UNDELIVERED_DEAD_END = 'UNDELIVERED_DEAD_END',
  HAND_COUNT = 'HAND_COUNT',
  NOT_IN_ELECTORATE = 'NOT_IN_ELECTORATE',
}
registerEnumType(VoiceFate, {
  name: 'VoiceFate',
  description: 'Where a voice ends up. Everybody in the electorate is in exactly one place.',
  valuesMap: {
    OWN_BALLOT: { description: 'You voted yourself.' },
    CARRIED: { description: 'Somebody you delegated to, near or far, voted with your weight.' },
    UNDELIVERED_CYCLE: { description: 'Your delegation goes in a circle in which nobody voted.' },
    UNDELIVERED_DEAD_END: { description: 'You did not vote, and nobody you delegate to did.' },
    HAND_COUNT: { description: 'Your raised hand was counted in the hall.' },
    NOT_IN_ELECTORATE: { description: 'You were not on the roll when voting opened, or were struck since.' },
  },
});

@ObjectType('SkippedDelegate')
export class SkippedDelegateType {
  @Field(() => MemberType)
  delegate!: MemberType;
  @Field(() => Int, { description: 'Your ranking, from 1.' })
  rank!: number;
  @Field(() => String, { description: 'Why this delegate was not the one followed, such as "no-voter-reachable".' })
  why!: string;
}

@ObjectType('Voice', {
  description: 'Where your voice ends up on a proposal, along which path, and what was done with it.',
})
export class VoiceType {
  @Field(() => Int)
  position!: number;
  @Field(() => VoiceFate)
  fate!: VoiceFate;
  @Field(() => [MemberType], { description: 'From you to whoever voted with your weight, both included.' })
  path!: MemberType[];
  @Field(() => MemberType, { nullable: true, description: 'Who finally voted with your weight.' })
  voter?: MemberType;
  @Field(() => Json, { nullable: true, description: 'What the ballot says that your weight is on.' })
  choice?: unknown;
  @Field(() => String, { nullable: true, description: 'The scope of the delegation that applied: the narrowest.' })
  scope?: string;
  @Field(() => Boolean, { description: 'True when you said "I delegate to nobody" in that scope.' })
  optedOut!: boolean;
  @Field(() => [SkippedDelegateType])
  skipped!: SkippedDelegateType[];
  @Field(() => [String], { description: 'Your wider delegations that the one applied hides.' })
  hiddenScopes!: string[];
  @Field(() => MemberType)
  member!: MemberType;

  /** For the field resolver of `proposal`. */
  proposalId!: string;
}
