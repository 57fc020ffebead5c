import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { commissionsFold, dismissFromCommission, streams } from '@plenum/domain';
import { CommandRunner, noFacts, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';

export interface DismissFromCommissionContent {
  readonly area: string;
  readonly memberId: string;
  readonly reason: string;
}

export class DismissFromCommissionCommand extends Command<Answer<RefusalsOf<typeof dismissFromCommission>>> {
  constructor(
    readonly origin: Origin,
    readonly content: DismissFromCommissionContent,
  ) {
    super();
  }
}

@CommandHandler(DismissFromCommissionCommand)
export class DismissFromCommissionHandler implements ICommandHandler<DismissFromCommissionCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({
    origin,
    content,
  }: DismissFromCommissionCommand): Promise<Answer<RefusalsOf<typeof dismissFromCommission>>> {
    return this.runner.run(origin, {
      name: 'DismissFromCommission',
      content,
      stream: streams.commissions(),
      fold: commissionsFold,
      facts: noFacts,
      decide: (base, commissions) => dismissFromCommission({ ...base, ...content }, commissions),
    });
  }
}
