import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type enrolMembers } from '@plenum/domain';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, ValidateNested } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Enrolment } from '../enrolment/enrolment';
import { RollRecorded, rollRecorded } from '../roll-recorded.type';
import { EnrolMembersCommand } from './enrol-members.handler';
import { NewMemberInput } from './new-member.input';

const MOST_MEMBERS = 1000;

@InputType()
export class EnrolMembersInput extends CommandInput {
  @Field(() => [NewMemberInput], { description: `1 to ${MOST_MEMBERS} people. For more, import a roll file.` })
  @IsArray()
  @ArrayMinSize(1, { message: 'name at least one person' })
  @ArrayMaxSize(MOST_MEMBERS, { message: `at most ${MOST_MEMBERS} people at once; for more, import a roll file` })
  @ValidateNested({ each: true })
  @Type(() => NewMemberInput)
  members!: NewMemberInput[];
}

export const EnrolMembersResult = resultUnion<RefusalsOf<typeof enrolMembers>>('EnrolMembersResult', RollRecorded, {
  WeightMustBeExact: true,
  ClassMustBeInTheCharter: true,
  MemberMustNotBeOnTheRoll: true,
});

@Resolver()
export class EnrolMembersMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('registrar')
  @Mutation(() => EnrolMembersResult, {
    description:
      'Put people on the roll, all or none. The server gives each a random id; a repeated command, the same.',
  })
  async enrolMembers(@CurrentViewer() viewer: Viewer, @Args('input') input: EnrolMembersInput) {
    const answer = await this.commands.execute(
      new EnrolMembersCommand(originOf(viewer, input), input.members.map(given)),
    );
    return isRefusal(answer) ? answer : rollRecorded(answer);
  }
}

/** GraphQL's null says the same as leaving a field out. */
function given({ name, email, number, weight, votes, classId }: NewMemberInput): Enrolment {
  return { name, weight, votes, ...(email && { email }), ...(number && { number }), ...(classId && { classId }) };
}
