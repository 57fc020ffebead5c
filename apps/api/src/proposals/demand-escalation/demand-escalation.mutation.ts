import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type demandEscalation } from '@plenum/domain';
import { IsString } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { MemberViewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { ProposalRecorded } from '../proposal-recorded.type';
import { DemandEscalationCommand } from './demand-escalation.handler';

@InputType()
export class DemandEscalationInput extends CommandInput {
  @Field(() => ID)
  @IsString()
  proposalId!: string;
}

export const DemandEscalationResult = resultUnion<RefusalsOf<typeof demandEscalation>>(
  'DemandEscalationResult',
  ProposalRecorded,
  {
    ProposalMustExist: true,
    ProposalMustNotBeOver: true,
    PolicyMustAllowEscalation: true,
    DemanderMustBelongToAClass: true,
  },
);

@Resolver()
export class DemandEscalationMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('member')
  @Mutation(() => DemandEscalationResult, {
    description: 'Ask, as one of your class, that a stricter policy decide. It does once enough of one class ask.',
  })
  async demandEscalation(@CurrentViewer() viewer: MemberViewer, @Args('input') input: DemandEscalationInput) {
    const content = { proposalId: localId('Proposal', input.proposalId), memberId: viewer.memberId };
    const answer = await this.commands.execute(new DemandEscalationCommand(originOf(viewer, input), content));
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), proposalId: content.proposalId };
  }
}
