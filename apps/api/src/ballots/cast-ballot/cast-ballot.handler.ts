import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ballotFold, castBallot, streams, type Choice } from '@plenum/domain';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import { CommandRunner, type Answer } from '../../platform/command-runner';
import type { Origin } from '../../platform/origin';
import { ballotFacts } from '../ballot-facts';

export interface CastBallotContent {
  readonly proposalId: string;
  readonly memberId: string;
  readonly choice: Choice;
  readonly reason?: string;
}

export class CastBallotCommand extends Command<Answer<RefusalsOf<typeof castBallot>>> {
  constructor(
    readonly origin: Origin,
    readonly content: CastBallotContent,
  ) {
    super();
  }
}

@CommandHandler(CastBallotCommand)
export class CastBallotHandler implements ICommandHandler<CastBallotCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: CastBallotCommand): Promise<Answer<RefusalsOf<typeof castBallot>>> {
    return this.runner.run(origin, {
      name: 'CastBallot',
      content,
      stream: streams.ballot(content.proposalId, content.memberId),
      fold: ballotFold,
      facts: ballotFacts(content.proposalId, content.memberId),
      decide: (base, ballot, facts) => castBallot({ ...base, ...content }, ballot, facts),
    });
  }
}
