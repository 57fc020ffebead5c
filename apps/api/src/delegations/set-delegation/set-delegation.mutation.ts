import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { isRefusal, type setDelegation } from '@plenum/domain';
import { ArrayMaxSize, IsOptional, IsString, ValidateNested } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { MemberViewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { Instant } from '../../platform/graphql/scalars';
import { ScopeInput, scopeFrom } from '../scope.input';
import { DelegationRecorded } from '../delegation-recorded.type';
import { SetDelegationCommand } from './set-delegation.handler';

@InputType()
export class SetDelegationInput extends CommandInput {
  @Field(() => ScopeInput)
  @ValidateNested()
  @Type(() => ScopeInput)
  scope!: ScopeInput;

  @Field(() => [ID], { description: 'One to ten members, best first.' })
  @IsString({ each: true })
  @ArrayMaxSize(50)
  delegates!: string[];

  @Field(() => Instant, {
    nullable: true,
    description: 'When it ends by itself; left out, it stands until you change it.',
  })
  @IsOptional()
  @IsString()
  expiresAt?: string;
}

export const SetDelegationResult = resultUnion<RefusalsOf<typeof setDelegation>>(
  'SetDelegationResult',
  DelegationRecorded,
  {
    MemberMustBeOnTheRoll: true,
    ScopeMustExist: true,
    PolicyMustAllowDelegation: true,
    ExpiryMustBeInTheFuture: true,
    DelegateMustBeSomeoneElse: true,
    DelegateMustBeOnTheRoll: true,
    DelegateMustAcceptDelegations: true,
    DelegatesMustBeDistinct: true,
    DelegatesMustBeWithinTheLimit: true,
  },
);

@Resolver()
export class SetDelegationMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('member')
  @Mutation(() => SetDelegationResult, {
    description:
      'Let others carry your voice in a scope; it replaces what stood there. Your own ballot always comes first.',
  })
  async setDelegation(@CurrentViewer() viewer: MemberViewer, @Args('input') input: SetDelegationInput) {
    const content = {
      memberId: viewer.memberId,
      scope: scopeFrom(input.scope),
      delegates: input.delegates.map((delegate) => localId('Member', delegate)),
      ...(input.expiresAt ? { expiresAt: input.expiresAt } : {}),
    };
    const answer = await this.commands.execute(new SetDelegationCommand(originOf(viewer, input), content));
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), memberId: viewer.memberId };
  }
}
