import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { proposalFold, recordEnactment, streams, type EnactmentResult } from '@plenum/domain';
import { CommandRunner, type Answer } from '../../platform/command-runner';
import type { Origin } from '../../platform/origin';
import { policyOfProposal } from '../../proposals/proposal-facts';

/** The server's own command: note what came of each enactment of an adopted proposal. */
export class RecordEnactmentCommand extends Command<Answer> {
  constructor(
    readonly origin: Origin,
    readonly content: { readonly proposalId: string; readonly results: readonly EnactmentResult[] },
  ) {
    super();
  }
}

@CommandHandler(RecordEnactmentCommand)
export class RecordEnactmentHandler implements ICommandHandler<RecordEnactmentCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: RecordEnactmentCommand): Promise<Answer> {
    return this.runner.run(origin, {
      name: 'RecordEnactment',
      content,
      stream: streams.proposal(content.proposalId),
      fold: proposalFold,
      facts: async (read) => ({ policy: await policyOfProposal(read, content.proposalId) }),
      decide: (base, proposal, facts) => recordEnactment({ ...base, ...content }, proposal, facts),
    });
  }
}
