import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { enterHandTotals, proposalFold, streams, type HandTotals } from '@plenum/domain';
import { CommandRunner, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';
import { handCountFacts } from '../hand-count-facts';

export interface EnterHandTotalsContent {
  readonly proposalId: string;
  readonly handCountId: string;
  readonly tellerId: string | undefined;
  readonly totals: HandTotals;
}

export class EnterHandTotalsCommand extends Command<Answer<RefusalsOf<typeof enterHandTotals>>> {
  constructor(
    readonly origin: Origin,
    readonly content: EnterHandTotalsContent,
  ) {
    super();
  }
}

@CommandHandler(EnterHandTotalsCommand)
export class EnterHandTotalsHandler implements ICommandHandler<EnterHandTotalsCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: EnterHandTotalsCommand): Promise<Answer<RefusalsOf<typeof enterHandTotals>>> {
    return this.runner.run(origin, {
      name: 'EnterHandTotals',
      content,
      stream: streams.proposal(content.proposalId),
      fold: proposalFold,
      facts: handCountFacts,
      decide: (base, proposal, facts) => enterHandTotals({ ...base, ...content }, proposal, facts),
    });
  }
}
