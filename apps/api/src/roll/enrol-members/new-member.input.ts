import { Field, InputType } from '@nestjs/graphql';
import { IsBoolean, IsOptional, IsString } from 'class-validator';
import { Exact } from '../../platform/graphql/scalars';

/** Lengths and forms of the details are checked by the handler, by the same rules as the rows of a roll file. */
@InputType()
export class NewMemberInput {
  @Field(() => String, { description: 'At most 200 characters. Kept in the name registry, never in the log.' })
  @IsString()
  name!: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsString()
  email?: string;

  @Field(() => String, { nullable: true, description: "The assembly's own member number; nobody else may have it." })
  @IsOptional()
  @IsString()
  number?: string;

  @Field(() => Exact, { defaultValue: '1', description: 'Own weight: an integer, a decimal or a fraction.' })
  @IsString()
  weight: string = '1';

  @Field(() => String, { nullable: true, description: 'Id of a class of the charter.' })
  @IsOptional()
  @IsString()
  classId?: string;

  @Field(() => Boolean, { defaultValue: true, description: 'False for a consultative guest.' })
  @IsBoolean()
  votes: boolean = true;
}
