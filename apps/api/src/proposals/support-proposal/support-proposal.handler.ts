import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { streams, supportFold, supportProposal } from '@plenum/domain';
import { CommandRunner, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';
import { supportFacts } from '../proposal-facts';

export interface SupportProposalContent {
  readonly proposalId: string;
  readonly memberId: string;
  readonly alternativeId?: string;
}

export class SupportProposalCommand extends Command<Answer<RefusalsOf<typeof supportProposal>>> {
  constructor(
    readonly origin: Origin,
    readonly content: SupportProposalContent,
  ) {
    super();
  }
}

@CommandHandler(SupportProposalCommand)
export class SupportProposalHandler implements ICommandHandler<SupportProposalCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: SupportProposalCommand): Promise<Answer<RefusalsOf<typeof supportProposal>>> {
    return this.runner.run(origin, {
      name: 'SupportProposal',
      content,
      stream: streams.support(content.proposalId, content.memberId),
      fold: supportFold,
      facts: supportFacts(content.proposalId),
      decide: (base, support, facts) => supportProposal({ ...base, ...content }, support, facts),
    });
  }
}
