import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type amendMember } from '@plenum/domain';
import { IsBoolean, IsOptional, IsString, MaxLength } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { originOf } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { Exact } from '../../platform/graphql/scalars';
import { longest } from '../enrolment/enrolment';
import { ReasonedInput } from '../reasoned.input';
import { RollRecorded, rollRecorded } from '../roll-recorded.type';
import { AmendMemberCommand } from './amend-member.handler';

@InputType({ description: 'What is not given stays as it is.' })
export class AmendMemberInput extends ReasonedInput {
  @Field(() => Exact, { nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(longest.weight)
  weight?: string;

  @Field(() => Boolean, { nullable: true, description: 'False makes a consultative guest.' })
  @IsOptional()
  @IsBoolean()
  votes?: boolean;

  @Field(() => String, { nullable: true, description: 'Id of a class of the charter.' })
  @IsOptional()
  @IsString()
  classId?: string;
}

export const AmendMemberResult = resultUnion<RefusalsOf<typeof amendMember>>('AmendMemberResult', RollRecorded, {
  MemberMustBeOnTheRoll: true,
  ReasonMustBeGiven: true,
  WeightMustBeExact: true,
  ClassMustBeInTheCharter: true,
  RollMustChange: true,
});

@Resolver()
export class AmendMemberMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('registrar')
  @Mutation(() => AmendMemberResult, { description: "Correct a member's own weight, class or voting right." })
  async amendMember(@CurrentViewer() viewer: Viewer, @Args('input') input: AmendMemberInput) {
    const { reason, weight, votes, classId } = input;
    const content = {
      memberId: localId('Member', input.memberId),
      reason,
      ...(weight && { weight }),
      ...(typeof votes === 'boolean' && { votes }),
      ...(classId && { classId }),
    };
    const answer = await this.commands.execute(new AmendMemberCommand(originOf(viewer, input), content));
    return isRefusal(answer) ? answer : rollRecorded(answer);
  }
}
