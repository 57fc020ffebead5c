import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ballotFold, castNamedBallot, streams, type Choice } from '@plenum/domain';
import { CommandRunner, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';
import { ballotFacts } from '../ballot-facts';

export interface CastNamedBallotContent {
  readonly proposalId: string;
  readonly memberId: string;
  readonly tellerId: string | undefined;
  readonly choice: Choice;
  readonly reason?: string;
}

export class CastNamedBallotCommand extends Command<Answer<RefusalsOf<typeof castNamedBallot>>> {
  constructor(
    readonly origin: Origin,
    readonly content: CastNamedBallotContent,
  ) {
    super();
  }
}

@CommandHandler(CastNamedBallotCommand)
export class CastNamedBallotHandler implements ICommandHandler<CastNamedBallotCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: CastNamedBallotCommand): Promise<Answer<RefusalsOf<typeof castNamedBallot>>> {
    return this.runner.run(origin, {
      name: 'CastNamedBallot',
      content,
      stream: streams.ballot(content.proposalId, content.memberId),
      fold: ballotFold,
      facts: ballotFacts(content.proposalId, content.memberId),
      decide: (base, ballot, facts) => castNamedBallot({ ...base, ...content }, ballot, facts),
    });
  }
}
