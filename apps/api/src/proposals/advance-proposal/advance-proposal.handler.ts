import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { advanceProposal, proposalFold, streams, supportersOf, type AdvanceFacts } from '@plenum/domain';
import { Assemblies } from '../../platform/assemblies';
import { CommandRunner, type Answer, type FactReader } from '../../platform/command-runner';
import type { Origin } from '../../platform/origin';
import { openingFacts } from '../proposal-facts';

/** The server's own command: take the step on the way to the vote that is due, if one is. */
export class AdvanceProposalCommand extends Command<Answer> {
  constructor(
    readonly origin: Origin,
    readonly content: { readonly proposalId: string },
  ) {
    super();
  }
}

@CommandHandler(AdvanceProposalCommand)
export class AdvanceProposalHandler implements ICommandHandler<AdvanceProposalCommand> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly assemblies: Assemblies,
  ) {}

  execute({ origin, content }: AdvanceProposalCommand): Promise<Answer> {
    return this.runner.run(origin, {
      name: 'AdvanceProposal',
      content,
      stream: streams.proposal(content.proposalId),
      fold: proposalFold,
      facts: (read) => this.factsFor(read, origin.assemblyId, content.proposalId),
      decide: (base, proposal, facts) => advanceProposal({ ...base, ...content }, proposal, facts),
    });
  }

  /** Each supporter has a stream of their own: they are counted where all of them come together, in the view. */
  private async factsFor(read: FactReader, assemblyId: string, proposalId: string): Promise<AdvanceFacts> {
    const { log, view } = await this.assemblies.open(assemblyId);
    await view.reached(await log.head());
    const proposal = view.record.proposals.get(proposalId);
    const supporters = proposal === undefined ? 0 : supportersOf(view.record, proposal);
    return { ...(await openingFacts(read)), supporters };
  }
}
