import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type certifyResult } from '@plenum/domain';
import { IsString } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { ProposalRecorded } from '../proposal-recorded.type';
import { CertifyResultCommand } from './certify-result.handler';

@InputType()
export class CertifyResultInput extends CommandInput {
  @Field(() => ID)
  @IsString()
  proposalId!: string;
}

export const CertifyResultResult = resultUnion<RefusalsOf<typeof certifyResult>>(
  'CertifyResultResult',
  ProposalRecorded,
  {
    ProposalMustExist: true,
    ProposalMustBeClosed: true,
    ProposalMustNotBeCertified: true,
  },
);

@Resolver()
export class CertifyResultMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('chair')
  @Mutation(() => CertifyResultResult, { description: 'Certify the tally at the close, recounted from the log.' })
  async certifyResult(@CurrentViewer() viewer: Viewer, @Args('input') input: CertifyResultInput) {
    const content = { proposalId: localId('Proposal', input.proposalId) };
    const answer = await this.commands.execute(new CertifyResultCommand(originOf(viewer, input), content));
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), proposalId: content.proposalId };
  }
}
