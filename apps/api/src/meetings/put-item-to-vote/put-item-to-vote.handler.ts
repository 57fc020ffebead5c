import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { putItemToVote, meetingFold, streams } from '@plenum/domain';
import { CommandRunner, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';
import { agendaFacts } from '../agenda-facts';

export interface PutItemToVoteContent {
  readonly meetingId: string;
  readonly itemId: string;
}

export class PutItemToVoteCommand extends Command<Answer<RefusalsOf<typeof putItemToVote>>> {
  constructor(
    readonly origin: Origin,
    readonly content: PutItemToVoteContent,
  ) {
    super();
  }
}

@CommandHandler(PutItemToVoteCommand)
export class PutItemToVoteHandler implements ICommandHandler<PutItemToVoteCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: PutItemToVoteCommand): Promise<Answer<RefusalsOf<typeof putItemToVote>>> {
    return this.runner.run(origin, {
      name: 'PutItemToVote',
      content,
      stream: streams.meeting(content.meetingId),
      fold: meetingFold,
      facts: agendaFacts(content.meetingId),
      decide: (base, state, facts) => putItemToVote({ ...base, ...content }, state, facts),
    });
  }
}
