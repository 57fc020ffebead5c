import { Field, InputType } from '@nestjs/graphql';
import type { Wording } from '@plenum/domain';
import { ArrayMaxSize, IsOptional, IsString } from 'class-validator';
import { CommandInput } from '../../platform/graphql/command.input';

/** Another wording of a proposal: what is left out, or null, stays as it was. */
@InputType({ isAbstract: true })
export abstract class ChangesInput extends CommandInput {
  @Field(() => String, { nullable: true, description: 'What is left out stays as it was.' })
  @IsOptional()
  @IsString()
  title?: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsString()
  text?: string;

  @Field(() => [String], { nullable: true })
  @IsOptional()
  @IsString({ each: true })
  @ArrayMaxSize(200)
  options?: string[];

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsString()
  policyId?: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsString()
  area?: string;
}

type Changes = { -readonly [Field in keyof Wording]?: Wording[Field] };

/** Only the fields that were given: an absent one keeps what the draft says. */
export function changesIn({ title, text, options, policyId, area }: Changes): Changes {
  const given = Object.entries({ title, text, options, policyId, area }).filter(([, value]) => value != null);
  return Object.fromEntries(given) as Changes;
}
