import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { checkIn, presenceFold, streams } from '@plenum/domain';
import { CommandRunner, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';
import { presenceFacts } from '../presence-facts';

export interface CheckInContent {
  readonly meetingId: string;
  readonly memberId: string;
  readonly desk?: string;
}

export class CheckInCommand extends Command<Answer<RefusalsOf<typeof checkIn>>> {
  constructor(
    readonly origin: Origin,
    readonly content: CheckInContent,
  ) {
    super();
  }
}

@CommandHandler(CheckInCommand)
export class CheckInHandler implements ICommandHandler<CheckInCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: CheckInCommand): Promise<Answer<RefusalsOf<typeof checkIn>>> {
    return this.runner.run(origin, {
      name: 'CheckIn',
      content,
      stream: streams.presence(content.memberId),
      fold: presenceFold,
      facts: presenceFacts(content.meetingId),
      decide: (base, presence, facts) => checkIn({ ...base, ...content }, presence, facts),
    });
  }
}
