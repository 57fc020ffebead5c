import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { closeVoting, proposalFold, streams, whyUnsettled, type ClosingFacts } from '@plenum/domain';
import { Assemblies } from '../../platform/assemblies';
import { CommandRunner, type Answer, type FactReader } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';
import { policyOfProposal } from '../proposal-facts';

export interface CloseVotingContent {
  readonly proposalId: string;
  readonly cause: 'deadline' | 'chair';
  readonly reason?: string;
}

export class CloseVotingCommand extends Command<Answer<RefusalsOf<typeof closeVoting>>> {
  constructor(
    readonly origin: Origin,
    readonly content: CloseVotingContent,
  ) {
    super();
  }
}

@CommandHandler(CloseVotingCommand)
export class CloseVotingHandler implements ICommandHandler<CloseVotingCommand> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly assemblies: Assemblies,
  ) {}

  execute({ origin, content }: CloseVotingCommand): Promise<Answer<RefusalsOf<typeof closeVoting>>> {
    return this.runner.run(origin, {
      name: 'CloseVoting',
      content,
      stream: streams.proposal(content.proposalId),
      fold: proposalFold,
      facts: (read) => this.factsFor(read, origin.assemblyId, content),
      decide: (base, proposal, facts) => closeVoting({ ...base, ...content }, proposal, facts),
    });
  }

  /** A deadline asks nobody. What nothing can change now, nothing that is stored meanwhile changes either. */
  private async factsFor(
    read: FactReader,
    assemblyId: string,
    { proposalId, cause }: CloseVotingContent,
  ): Promise<ClosingFacts> {
    const policy = await policyOfProposal(read, proposalId);
    if (cause === 'deadline' || policy?.earlyClose === 'chair') return { policy, unsettled: undefined };
    const { log, view } = await this.assemblies.open(assemblyId);
    await view.reached(await log.head());
    return { policy, unsettled: whyUnsettled(view.record, proposalId) };
  }
}
