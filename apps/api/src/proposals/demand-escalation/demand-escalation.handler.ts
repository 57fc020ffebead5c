import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { demandEscalation, streams, supportFold } from '@plenum/domain';
import { CommandRunner, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';
import { escalationFacts } from '../proposal-facts';

export interface DemandEscalationContent {
  readonly proposalId: string;
  readonly memberId: string;
}

export class DemandEscalationCommand extends Command<Answer<RefusalsOf<typeof demandEscalation>>> {
  constructor(
    readonly origin: Origin,
    readonly content: DemandEscalationContent,
  ) {
    super();
  }
}

@CommandHandler(DemandEscalationCommand)
export class DemandEscalationHandler implements ICommandHandler<DemandEscalationCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: DemandEscalationCommand): Promise<Answer<RefusalsOf<typeof demandEscalation>>> {
    return this.runner.run(origin, {
      name: 'DemandEscalation',
      content,
      stream: streams.support(content.proposalId, content.memberId),
      fold: supportFold,
      facts: escalationFacts(content.proposalId),
      decide: (base, support, facts) => demandEscalation({ ...base, ...content }, support, facts),
    });
  }
}
