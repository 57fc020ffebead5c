import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type readmitMember } from '@plenum/domain';
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
import { ReadmitMemberCommand } from './readmit-member.handler';

@InputType()
export class ReadmitMemberInput extends ReasonedInput {
  @Field(() => Exact, { defaultValue: '1', description: 'Own weight: an integer, a decimal or a fraction.' })
  @IsString()
  @MaxLength(longest.weight)
  weight: string = '1';

  @Field(() => Boolean, { defaultValue: true, description: 'False for a consultative guest.' })
  @IsBoolean()
  votes: boolean = true;

  @Field(() => String, { nullable: true, description: 'Id of a class of the charter.' })
  @IsOptional()
  @IsString()
  classId?: string;
}

export const ReadmitMemberResult = resultUnion<RefusalsOf<typeof readmitMember>>('ReadmitMemberResult', RollRecorded, {
  MemberMustHaveBeenStruck: true,
  ReasonMustBeGiven: true,
  WeightMustBeExact: true,
  ClassMustBeInTheCharter: true,
});

@Resolver()
export class ReadmitMemberMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('registrar')
  @Mutation(() => ReadmitMemberResult, {
    description:
      'Put a struck member back on the roll: for proposals that open from here on, and for open ones that did not pin their electorate.',
  })
  async readmitMember(@CurrentViewer() viewer: Viewer, @Args('input') input: ReadmitMemberInput) {
    const { reason, weight, votes, classId } = input;
    const memberId = localId('Member', input.memberId);
    const content = { memberId, reason, weight, votes, ...(classId && { classId }) };
    const answer = await this.commands.execute(new ReadmitMemberCommand(originOf(viewer, input), content));
    return isRefusal(answer) ? answer : rollRecorded(answer);
  }
}
