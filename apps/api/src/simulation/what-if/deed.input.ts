import { Field, ID, InputType } from '@nestjs/graphql';
import type { Choice } from '@plenum/domain';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsDefined, IsIn, IsOptional, IsString, ValidateNested } from 'class-validator';
import { ScopeInput } from '../../delegations/scope.input';
import { Instant, Json } from '../../platform/graphql/scalars';

@InputType({ description: 'As in castBallot.' })
export class SupposedBallotInput {
  @Field(() => Json)
  @IsDefined({ message: 'choice must be given' })
  choice!: Choice;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsString()
  reason?: string;
}

@InputType({ description: 'As in setDelegation.' })
export class SupposedDelegationInput {
  @Field(() => ScopeInput)
  @ValidateNested()
  @Type(() => ScopeInput)
  scope!: ScopeInput;

  @Field(() => [ID], { description: 'Best first.' })
  @IsString({ each: true })
  @ArrayMaxSize(50)
  delegates!: string[];

  @Field(() => Instant, { nullable: true })
  @IsOptional()
  @IsString()
  expiresAt?: string;
}

@InputType({ description: 'As in optOutOfDelegating.' })
export class SupposedOptOutInput {
  @Field(() => ScopeInput)
  @ValidateNested()
  @Type(() => ScopeInput)
  scope!: ScopeInput;

  @Field(() => Instant, { nullable: true })
  @IsOptional()
  @IsString()
  expiresAt?: string;
}

@InputType({ description: 'Something you could do about your voice: give exactly one field.' })
export class DeedInput {
  @Field(() => SupposedBallotInput, { nullable: true, description: 'A ballot on the proposal asked about.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => SupposedBallotInput)
  castBallot?: SupposedBallotInput;

  @Field(() => Boolean, { nullable: true, description: 'True: take your ballot on the proposal asked about back.' })
  @IsOptional()
  @IsIn([true], { message: 'withdrawBallot is true, or left out' })
  withdrawBallot?: true;

  @Field(() => SupposedDelegationInput, { nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => SupposedDelegationInput)
  setDelegation?: SupposedDelegationInput;

  @Field(() => SupposedOptOutInput, { nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => SupposedOptOutInput)
  optOutOfDelegating?: SupposedOptOutInput;

  @Field(() => ScopeInput, { nullable: true, description: 'The scope of the delegation to take back.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => ScopeInput)
  revokeDelegation?: ScopeInput;
}
