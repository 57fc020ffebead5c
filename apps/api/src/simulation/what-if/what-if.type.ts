import { createUnionType, Field, Int, ObjectType } from '@nestjs/graphql';
import { isRefusal, type RefusalName, type SupposeRefusal } from '@plenum/domain';
import { refusalTypes } from '../../platform/graphql/refusal.types';
import { Exact } from '../../platform/graphql/scalars';
import { MemberType } from '../../roll/member.type';
import { VoiceFate, VoiceType } from '../../tallies/my-voice/voice.type';
import { OutcomeSoFarType } from '../outcome-so-far.type';
import { TallyType } from '../../tallies/tally/tally.type';

@ObjectType('VoicePlace', { description: 'Where weight is.' })
export class VoicePlaceType {
  @Field(() => VoiceFate)
  fate!: VoiceFate;
  @Field(() => MemberType, { nullable: true, description: 'Whose ballot it is on; null where it is on none.' })
  voter?: MemberType;
}

@ObjectType('VoiceMove', { description: 'Weight that would lie elsewhere.' })
export class VoiceMoveType {
  @Field(() => VoicePlaceType)
  from!: VoicePlaceType;
  @Field(() => VoicePlaceType)
  to!: VoicePlaceType;
  @Field(() => Exact, { description: 'Own weight of those who would move, before a cap or damping takes of it.' })
  weight!: string;
  @Field(() => Int)
  members!: number;
}

@ObjectType('Standing', { description: 'A proposal, and your voice on it, at one moment.' })
export class StandingType {
  @Field(() => OutcomeSoFarType)
  outcome!: OutcomeSoFarType;
  @Field(() => TallyType)
  tally!: TallyType;
  @Field(() => VoiceType)
  voice!: VoiceType;
}

@ObjectType('WhatIf', { description: 'What your deeds would come to, if you did them now. Nothing was recorded.' })
export class WhatIfType {
  @Field(() => Int, { description: 'Log position of which both sides are told.' })
  position!: number;
  @Field(() => StandingType)
  before!: StandingType;
  @Field(() => StandingType)
  after!: StandingType;
  @Field(() => Boolean, { description: 'True when the outcome so far, or who wins, would be another.' })
  outcomeChanges!: boolean;
  @Field(() => [VoiceMoveType], { description: 'What weight would go from where to where: the 50 heaviest moves.' })
  moves!: VoiceMoveType[];
  @Field(() => Int, { description: 'Everybody whose weight would move.' })
  movedMembers!: number;
  @Field(() => Exact)
  movedWeight!: string;
}

const possible: Readonly<Record<SupposeRefusal | 'InputMustBeValid', true>> = {
  InputMustBeValid: true,
  ProposalMustExist: true,
  ProposalMustBeOpen: true,
  VoterMustBeOnTheRoll: true,
  VoterMustBeInTheElectorate: true,
  CountedMemberMustNotCastBallot: true,
  ChoiceMustFitTheRule: true,
  ReasonMustFit: true,
  BallotMustNotBeFinal: true,
  BallotMustHaveBeenCast: true,
  MemberMustBeOnTheRoll: true,
  ScopeMustExist: true,
  PolicyMustAllowDelegation: true,
  ExpiryMustBeInTheFuture: true,
  DelegateMustBeSomeoneElse: true,
  DelegateMustBeOnTheRoll: true,
  DelegateMustAcceptDelegations: true,
  DelegatesMustBeDistinct: true,
  DelegatesMustBeWithinTheLimit: true,
  DelegationMustExist: true,
};

/** The refusals of the deeds themselves: whatever a mutation would answer is answered here. */
export const WhatIfResult = createUnionType({
  name: 'WhatIfResult',
  types: () => [WhatIfType, ...(Object.keys(possible) as RefusalName[]).map((name) => refusalTypes[name])],
  resolveType: (value: object) => (isRefusal(value) ? refusalTypes[value.refusal] : WhatIfType),
});
