import { CommandBus } from '@nestjs/cqrs';
import { Args, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type strikeMember } from '@plenum/domain';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { originOf } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { ReasonedInput } from '../reasoned.input';
import { RollRecorded, rollRecorded } from '../roll-recorded.type';
import { StrikeMemberCommand } from './strike-member.handler';

@InputType()
export class StrikeMemberInput extends ReasonedInput {}

export const StrikeMemberResult = resultUnion<RefusalsOf<typeof strikeMember>>('StrikeMemberResult', RollRecorded, {
  MemberMustBeOnTheRoll: true,
  ReasonMustBeGiven: true,
});

@Resolver()
export class StrikeMemberMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('registrar')
  @Mutation(() => StrikeMemberResult, {
    description:
      'Take a member off the roll. In proposals open now their ballot and delegations lapse, and results say so.',
  })
  async strikeMember(@CurrentViewer() viewer: Viewer, @Args('input') input: StrikeMemberInput) {
    const content = { memberId: localId('Member', input.memberId), reason: input.reason };
    const answer = await this.commands.execute(new StrikeMemberCommand(originOf(viewer, input), content));
    return isRefusal(answer) ? answer : rollRecorded(answer);
  }
}
