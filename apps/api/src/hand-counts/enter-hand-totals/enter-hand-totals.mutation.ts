import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Int, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, refuse, type enterHandTotals } from '@plenum/domain';
import { Type } from 'class-transformer';
import { IsInt, IsString, ValidateNested } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { HandCountNoted } from '../hand-count-noted.type';
import { EnterHandTotalsCommand } from './enter-hand-totals.handler';

@InputType()
export class HandsInput {
  @Field(() => String, { description: 'An option, or abstain.' })
  @IsString()
  option!: string;

  @Field(() => Int)
  @IsInt()
  hands!: number;
}

@InputType()
export class EnterHandTotalsInput extends CommandInput {
  @Field(() => ID)
  @IsString()
  proposalId!: string;

  @Field(() => ID)
  @IsString()
  handCountId!: string;

  @Field(() => [HandsInput], { description: 'What is left out is no hands.' })
  @ValidateNested({ each: true })
  @Type(() => HandsInput)
  totals!: HandsInput[];
}

export const EnterHandTotalsResult = resultUnion<RefusalsOf<typeof enterHandTotals>>(
  'EnterHandTotalsResult',
  HandCountNoted,
  {
    TellerMustBeKnown: true,
    ProposalMustExist: true,
    ProposalMustBeOpen: true,
    HandCountMustExist: true,
    HandCountMustBeOpen: true,
    HandTotalsMustFitTheRule: true,
    HandTotalsMustFitTheCountedSet: true,
  },
);

@Resolver()
export class EnterHandTotalsMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('teller')
  @Mutation(() => EnterHandTotalsResult, {
    description: 'Say what you counted. The hands count once a second teller says the same; each can count again.',
  })
  async enterHandTotals(@CurrentViewer() viewer: Viewer, @Args('input') input: EnterHandTotalsInput) {
    const named = input.totals.map(({ option, hands }) => [option, hands] as const);
    const totals = Object.fromEntries(named);
    if (Object.keys(totals).length < named.length) {
      return refuse('HandTotalsMustFitTheRule', 'totals', 'An option stands twice.');
    }
    const content = {
      proposalId: localId('Proposal', input.proposalId),
      handCountId: localId('HandCount', input.handCountId),
      tellerId: viewer.memberId,
      totals,
    };
    const answer = await this.commands.execute(new EnterHandTotalsCommand(originOf(viewer, input), content));
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), ...content };
  }
}
