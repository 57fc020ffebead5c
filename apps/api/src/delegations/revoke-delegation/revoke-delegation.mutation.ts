import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { isRefusal, type revokeDelegation } from '@plenum/domain';
import { ValidateNested } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { MemberViewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { ScopeInput, scopeFrom } from '../scope.input';
import { DelegationRecorded } from '../delegation-recorded.type';
import { RevokeDelegationCommand } from './revoke-delegation.handler';

@InputType()
export class RevokeDelegationInput extends CommandInput {
  @Field(() => ScopeInput)
  @ValidateNested()
  @Type(() => ScopeInput)
  scope!: ScopeInput;
}

export const RevokeDelegationResult = resultUnion<RefusalsOf<typeof revokeDelegation>>(
  'RevokeDelegationResult',
  DelegationRecorded,
  {
    DelegationMustExist: true,
  },
);

@Resolver()
export class RevokeDelegationMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('member')
  @Mutation(() => RevokeDelegationResult, {
    description: 'Take your voice back in this scope, at once; a wider delegation, if any, applies again.',
  })
  async revokeDelegation(@CurrentViewer() viewer: MemberViewer, @Args('input') input: RevokeDelegationInput) {
    const content = { memberId: viewer.memberId, scope: scopeFrom(input.scope) };
    const answer = await this.commands.execute(new RevokeDelegationCommand(originOf(viewer, input), content));
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), memberId: viewer.memberId };
  }
}
