import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { checkInWithCode, isRefusal, presenceFold, refuse, streams } from '@plenum/domain';
import { CommandRunner, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';
import type { Door } from '../hall-code';
import { presenceFacts } from '../presence-facts';
import { WrongCodes } from '../wrong-codes';

export interface CheckInWithCodeContent {
  readonly meetingId: string;
  readonly memberId: string;
  readonly codeDigest: string;
}

export type CodeAnswer = Answer<RefusalsOf<typeof checkInWithCode> | 'RegistrarMustHelp'>;

export class CheckInWithCodeCommand extends Command<CodeAnswer> {
  constructor(
    readonly origin: Origin,
    readonly content: CheckInWithCodeContent,
  ) {
    super();
  }
}

@CommandHandler(CheckInWithCodeCommand)
export class CheckInWithCodeHandler implements ICommandHandler<CheckInWithCodeCommand> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly wrong: WrongCodes,
  ) {}

  execute({ origin, content }: CheckInWithCodeCommand): Promise<CodeAnswer> {
    const door = { assemblyId: origin.assemblyId, ...content };
    return this.wrong.inTurn(door, () => this.attempt(origin, content, door));
  }

  private async attempt(origin: Origin, content: CheckInWithCodeContent, door: Door): Promise<CodeAnswer> {
    if (this.wrong.isSpent(door)) return refuse('RegistrarMustHelp');
    const answer = await this.runner.run(origin, {
      name: 'CheckInWithCode',
      content,
      stream: streams.presence(content.memberId),
      fold: presenceFold,
      facts: presenceFacts(content.meetingId),
      decide: (base, presence, facts) => checkInWithCode({ ...base, ...content }, presence, facts),
    });
    if (!isRefusal(answer)) this.wrong.forget(door);
    else if (answer.refusal === 'HallCodeMustBeGood') this.wrong.add(door);
    return answer;
  }
}
