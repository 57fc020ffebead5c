import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ballotFold, streams, withdrawBallot } from '@plenum/domain';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import { CommandRunner, type Answer } from '../../platform/command-runner';
import type { Origin } from '../../platform/origin';
import { ballotFacts } from '../ballot-facts';

export class WithdrawBallotCommand extends Command<Answer<RefusalsOf<typeof withdrawBallot>>> {
  constructor(
    readonly origin: Origin,
    readonly content: { readonly proposalId: string; readonly memberId: string },
  ) {
    super();
  }
}

@CommandHandler(WithdrawBallotCommand)
export class WithdrawBallotHandler implements ICommandHandler<WithdrawBallotCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: WithdrawBallotCommand): Promise<Answer<RefusalsOf<typeof withdrawBallot>>> {
    return this.runner.run(origin, {
      name: 'WithdrawBallot',
      content,
      stream: streams.ballot(content.proposalId, content.memberId),
      fold: ballotFold,
      facts: ballotFacts(content.proposalId, content.memberId),
      decide: (base, ballot, facts) => withdrawBallot({ ...base, ...content }, ballot, facts),
    });
  }
}
