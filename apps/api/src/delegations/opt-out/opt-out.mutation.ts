import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { isRefusal, type optOutOfDelegating } from '@plenum/domain';
import { IsOptional, IsString, ValidateNested } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { MemberViewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { Instant } from '../../platform/graphql/scalars';
import { ScopeInput, scopeFrom } from '../scope.input';
import { DelegationRecorded } from '../delegation-recorded.type';
import { OptOutOfDelegatingCommand } from './opt-out.handler';

@InputType()
export class OptOutOfDelegatingInput extends CommandInput {
  @Field(() => ScopeInput)
  @ValidateNested()
  @Type(() => ScopeInput)
  scope!: ScopeInput;

  @Field(() => Instant, {
    nullable: true,
    description: 'When it ends by itself; left out, it stands until you change it.',
  })
  @IsOptional()
  @IsString()
  expiresAt?: string;
}

export const OptOutOfDelegatingResult = resultUnion<RefusalsOf<typeof optOutOfDelegating>>(
  'OptOutOfDelegatingResult',
  DelegationRecorded,
  {
    MemberMustBeOnTheRoll: true,
    ScopeMustExist: true,
    PolicyMustAllowDelegation: true,
    ExpiryMustBeInTheFuture: true,
  },
);

@Resolver()
export class OptOutOfDelegatingMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('member')
  @Mutation(() => OptOutOfDelegatingResult, {
    description: 'Delegate to nobody in this scope; it hides your wider delegations until you revoke it.',
  })
  async optOutOfDelegating(@CurrentViewer() viewer: MemberViewer, @Args('input') input: OptOutOfDelegatingInput) {
    const content = {
      memberId: viewer.memberId,
      scope: scopeFrom(input.scope),
      ...(input.expiresAt ? { expiresAt: input.expiresAt } : {}),
    };
    const answer = await this.commands.execute(new OptOutOfDelegatingCommand(originOf(viewer, input), content));
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), memberId: viewer.memberId };
  }
}
