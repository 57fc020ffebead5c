import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { assemblyFold, awaitsEnactment, charterOutcome, policyFor, proposalFold, streams } from '@plenum/domain';
import { CommandRunner, type Answer } from '../../platform/command-runner';
import type { Origin } from '../../platform/origin';

/** The server's own command: adopt the charter in force with all the changes that an adopted proposal makes. */
export class EnactOnCharterCommand extends Command<Answer> {
  constructor(
    readonly origin: Origin,
    readonly content: { readonly proposalId: string },
  ) {
    super();
  }
}

@CommandHandler(EnactOnCharterCommand)
export class EnactOnCharterHandler implements ICommandHandler<EnactOnCharterCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: EnactOnCharterCommand): Promise<Answer> {
    return this.runner.run(origin, {
      name: 'EnactOnCharter',
      content,
      stream: streams.assembly(),
      fold: assemblyFold,
      facts: async (read) => (await read.seen(streams.proposal(content.proposalId), proposalFold)).state,
      decide: (base, assembly, proposal) => {
        const isDue = awaitsEnactment(proposal, policyFor(assembly, proposal));
        return isDue ? charterOutcome(base, proposal.enacts ?? [], assembly) : [];
      },
    });
  }
}
