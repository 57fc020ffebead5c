import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { callReview, proposalFold, streams } from '@plenum/domain';
import { CommandRunner, noFacts, type Answer } from '../../platform/command-runner';
import type { Origin } from '../../platform/origin';

/** The server's own command: the day on which an outcome is to be looked at again has come. */
export class CallReviewCommand extends Command<Answer> {
  constructor(
    readonly origin: Origin,
    readonly content: { readonly proposalId: string },
  ) {
    super();
  }
}

@CommandHandler(CallReviewCommand)
export class CallReviewHandler implements ICommandHandler<CallReviewCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: CallReviewCommand): Promise<Answer> {
    return this.runner.run(origin, {
      name: 'CallReview',
      content,
      stream: streams.proposal(content.proposalId),
      fold: proposalFold,
      facts: noFacts,
      decide: (base, proposal) => callReview({ ...base, ...content }, proposal),
    });
  }
}
