import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { demandsOf, escalateProposal, proposalFold, streams } from '@plenum/domain';
import { Assemblies } from '../../platform/assemblies';
import { CommandRunner, type Answer, type FactReader } from '../../platform/command-runner';
import type { Origin } from '../../platform/origin';
import { policyOfProposal } from '../proposal-facts';

/** The server's own command: move a proposal to the stricter policy, if enough of the class ask for it. */
export class EscalateProposalCommand extends Command<Answer> {
  constructor(
    readonly origin: Origin,
    readonly content: { readonly proposalId: string; readonly classId: string },
  ) {
    super();
  }
}

@CommandHandler(EscalateProposalCommand)
export class EscalateProposalHandler implements ICommandHandler<EscalateProposalCommand> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly assemblies: Assemblies,
  ) {}

  execute({ origin, content }: EscalateProposalCommand): Promise<Answer> {
    return this.runner.run(origin, {
      name: 'EscalateProposal',
      content,
      stream: streams.proposal(content.proposalId),
      fold: proposalFold,
      facts: (read) => this.factsFor(read, origin.assemblyId, content),
      decide: (base, proposal, facts) => escalateProposal({ ...base, ...content }, proposal, facts),
    });
  }

  private async factsFor(
    read: FactReader,
    assemblyId: string,
    { proposalId, classId }: EscalateProposalCommand['content'],
  ) {
    const { log, view } = await this.assemblies.open(assemblyId);
    await view.reached(await log.head());
    const proposal = view.record.proposals.get(proposalId);
    const all = proposal === undefined ? [] : demandsOf(view.record, proposal);
    const { demands, asked } = all.find((one) => one.classId === classId) ?? { demands: 0, asked: 0 };
    return { policy: await policyOfProposal(read, proposalId), demands, asked };
  }
}
