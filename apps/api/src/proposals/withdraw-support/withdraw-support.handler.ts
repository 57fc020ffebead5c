import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { streams, supportFold, withdrawSupport } from '@plenum/domain';
import { CommandRunner, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';
import { supportFacts } from '../proposal-facts';

export interface WithdrawSupportContent {
  readonly proposalId: string;
  readonly memberId: string;
  readonly alternativeId?: string;
}

export class WithdrawSupportCommand extends Command<Answer<RefusalsOf<typeof withdrawSupport>>> {
  constructor(
    readonly origin: Origin,
    readonly content: WithdrawSupportContent,
  ) {
    super();
  }
}

@CommandHandler(WithdrawSupportCommand)
export class WithdrawSupportHandler implements ICommandHandler<WithdrawSupportCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: WithdrawSupportCommand): Promise<Answer<RefusalsOf<typeof withdrawSupport>>> {
    return this.runner.run(origin, {
      name: 'WithdrawSupport',
      content,
      stream: streams.support(content.proposalId, content.memberId),
      fold: supportFold,
      facts: supportFacts(content.proposalId),
      decide: (base, support, facts) => withdrawSupport({ ...base, ...content }, support, facts),
    });
  }
}
