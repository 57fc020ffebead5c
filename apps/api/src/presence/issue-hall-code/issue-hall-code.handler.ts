import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { isRefusal, issueHallCode, presenceFold, streams } from '@plenum/domain';
import { CommandRunner, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';
import { presenceFacts } from '../presence-facts';
import { WrongCodes } from '../wrong-codes';

export interface IssueHallCodeContent {
  readonly meetingId: string;
  readonly memberId: string;
}

export class IssueHallCodeCommand extends Command<Answer<RefusalsOf<typeof issueHallCode>>> {
  constructor(
    readonly origin: Origin,
    readonly content: IssueHallCodeContent,
    /** New with every attempt, so it is no part of what the caller asked for. */
    readonly codeDigest: string,
  ) {
    super();
  }
}

@CommandHandler(IssueHallCodeCommand)
export class IssueHallCodeHandler implements ICommandHandler<IssueHallCodeCommand> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly wrong: WrongCodes,
  ) {}

  async execute(command: IssueHallCodeCommand): Promise<Answer<RefusalsOf<typeof issueHallCode>>> {
    const { origin, content, codeDigest } = command;
    const answer = await this.runner.run(origin, {
      name: 'IssueHallCode',
      content,
      stream: streams.presence(content.memberId),
      fold: presenceFold,
      facts: presenceFacts(content.meetingId),
      decide: (base, presence, facts) => issueHallCode({ ...base, ...content, codeDigest }, presence, facts),
    });
    if (!isRefusal(answer)) this.wrong.forget({ assemblyId: origin.assemblyId, ...content });
    return answer;
  }
}
