import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  assemblyFold,
  awaitsEnactment,
  policyFor,
  proposalFold,
  rollFold,
  rollOutcome,
  streams,
  type RollEnactment,
} from '@plenum/domain';
import { CommandRunner, type Answer, type FactReader } from '../../platform/command-runner';
import type { Origin } from '../../platform/origin';

/** The server's own command: change the roll as an adopted proposal says, by its enactment of this index. */
export class EnactOnRollCommand extends Command<Answer> {
  constructor(
    readonly origin: Origin,
    readonly content: { readonly proposalId: string; readonly index: number },
  ) {
    super();
  }
}

@CommandHandler(EnactOnRollCommand)
export class EnactOnRollHandler implements ICommandHandler<EnactOnRollCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: EnactOnRollCommand): Promise<Answer> {
    const { proposalId, index } = content;
    return this.runner.run(origin, {
      name: 'EnactOnRoll',
      content,
      stream: streams.roll(),
      fold: rollFold,
      facts: (read) => factsFor(read, proposalId),
      decide: (base, roll, { assembly, proposal, policy }) => {
        if (!awaitsEnactment(proposal, policy)) return [];
        const reason = `Decided by the proposal "${proposal.wording.title}".`;
        return rollOutcome(base, proposal.enacts![index] as RollEnactment, reason, { roll, assembly });
      },
    });
  }
}

async function factsFor(read: FactReader, proposalId: string) {
  const { state: proposal } = await read.seen(streams.proposal(proposalId), proposalFold);
  const { state: assembly } = await read.seen(streams.assembly(), assemblyFold);
  return { proposal, assembly, policy: policyFor(assembly, proposal) };
}
