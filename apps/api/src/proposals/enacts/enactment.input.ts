import { Field, ID, InputType, Int } from '@nestjs/graphql';
import type { Policy } from '@plenum/domain';
import { Type } from 'class-transformer';
import { IsBoolean, IsInt, IsObject, IsOptional, IsString, ValidateNested } from 'class-validator';
import { Exact, Json } from '../../platform/graphql/scalars';
import { NewMemberInput } from '../../roll/enrol-members/new-member.input';

@InputType({ description: 'What is left out stays as it is.' })
export class StandingChangeInput {
  @Field(() => ID)
  @IsString()
  memberId!: string;

  @Field(() => Exact, { nullable: true })
  @IsOptional()
  @IsString()
  weight?: string;

  @Field(() => Boolean, { nullable: true, description: 'True promotes a guest to a voting member.' })
  @IsOptional()
  @IsBoolean()
  votes?: boolean;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsString()
  classId?: string;
}

@InputType({ description: 'Somebody who was struck comes on the roll again.' })
export class ReadmissionInput {
  @Field(() => ID)
  @IsString()
  memberId!: string;

  @Field(() => Exact, { defaultValue: '1' })
  @IsString()
  weight: string = '1';

  @Field(() => Boolean, { defaultValue: true, description: 'False for a consultative guest.' })
  @IsBoolean()
  votes: boolean = true;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsString()
  classId?: string;
}

@InputType({ description: 'A clause of the charter: a new one, or a new text for the one of this id.' })
export class ClauseInput {
  @Field(() => String)
  @IsString()
  clauseId!: string;

  @Field(() => String)
  @IsString()
  title!: string;

  @Field(() => String)
  @IsString()
  text!: string;
}

@InputType()
export class ThresholdInput {
  @Field(() => String)
  @IsString()
  policyId!: string;

  @Field(() => Int, { defaultValue: 0, description: 'Which of the policy’s thresholds, from 0.' })
  @IsInt()
  which: number = 0;

  @Field(() => Exact)
  @IsString()
  fraction!: string;

  @Field(() => Boolean, { nullable: true, description: 'True: more than the fraction. False: at least.' })
  @IsOptional()
  @IsBoolean()
  strict?: boolean;
}

@InputType({ description: 'Give either a fraction or atLeast.' })
export class QuorumInput {
  @Field(() => String)
  @IsString()
  policyId!: string;

  @Field(() => Int, { defaultValue: 0, description: 'Which of the policy’s quorums, from 0.' })
  @IsInt()
  which: number = 0;

  @Field(() => Exact, { nullable: true })
  @IsOptional()
  @IsString()
  fraction?: string;

  @Field(() => Exact, { nullable: true })
  @IsOptional()
  @IsString()
  atLeast?: string;
}

@InputType({ description: 'One thing that adoption does by itself: give exactly one field.' })
export class EnactmentInput {
  @Field(() => NewMemberInput, { nullable: true, description: 'The name waits in the registry; the log never has it.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => NewMemberInput)
  admitMember?: NewMemberInput;

  @Field(() => ReadmissionInput, { nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => ReadmissionInput)
  readmitMember?: ReadmissionInput;

  @Field(() => ID, { nullable: true })
  @IsOptional()
  @IsString()
  strikeMember?: string;

  @Field(() => StandingChangeInput, { nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => StandingChangeInput)
  amendMember?: StandingChangeInput;

  @Field(() => ClauseInput, { nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => ClauseInput)
  setClause?: ClauseInput;

  @Field(() => String, { nullable: true, description: 'Id of a clause.' })
  @IsOptional()
  @IsString()
  removeClause?: string;

  @Field(() => ThresholdInput, { nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => ThresholdInput)
  setThreshold?: ThresholdInput;

  @Field(() => QuorumInput, { nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => QuorumInput)
  setQuorum?: QuorumInput;

  @Field(() => Json, {
    nullable: true,
    description:
      'A whole policy, as docs/events/CharterAdopted.json describes it: a new one, or in the place of the one of its id.',
  })
  @IsOptional()
  @IsObject()
  setPolicy?: Policy;
}
