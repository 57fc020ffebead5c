import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { pauseMeeting, meetingFold, streams } from '@plenum/domain';
import { CommandRunner, noFacts, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';

export interface PauseMeetingContent {
  readonly meetingId: string;
  readonly reason?: string;
}

export class PauseMeetingCommand extends Command<Answer<RefusalsOf<typeof pauseMeeting>>> {
  constructor(
    readonly origin: Origin,
    readonly content: PauseMeetingContent,
  ) {
    super();
  }
}

@CommandHandler(PauseMeetingCommand)
export class PauseMeetingHandler implements ICommandHandler<PauseMeetingCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: PauseMeetingCommand): Promise<Answer<RefusalsOf<typeof pauseMeeting>>> {
    return this.runner.run(origin, {
      name: 'PauseMeeting',
      content,
      stream: streams.meeting(content.meetingId),
      fold: meetingFold,
      facts: noFacts,
      decide: (base, state) => pauseMeeting({ ...base, ...content }, state),
    });
  }
}
