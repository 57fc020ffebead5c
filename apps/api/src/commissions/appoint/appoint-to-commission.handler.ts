import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { appointToCommission, commissionsFold, streams } from '@plenum/domain';
import { CommandRunner, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';
import { commissionFacts } from '../commission-facts';

export interface AppointToCommissionContent {
  readonly area: string;
  readonly memberId: string;
}

export class AppointToCommissionCommand extends Command<Answer<RefusalsOf<typeof appointToCommission>>> {
  constructor(
    readonly origin: Origin,
    readonly content: AppointToCommissionContent,
  ) {
    super();
  }
}

@CommandHandler(AppointToCommissionCommand)
export class AppointToCommissionHandler implements ICommandHandler<AppointToCommissionCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: AppointToCommissionCommand): Promise<Answer<RefusalsOf<typeof appointToCommission>>> {
    return this.runner.run(origin, {
      name: 'AppointToCommission',
      content,
      stream: streams.commissions(),
      fold: commissionsFold,
      facts: commissionFacts,
      decide: (base, commissions, facts) => appointToCommission({ ...base, ...content }, commissions, facts),
    });
  }
}
