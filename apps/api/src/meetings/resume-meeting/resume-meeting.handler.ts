import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { resumeMeeting, meetingFold, streams } from '@plenum/domain';
import { CommandRunner, noFacts, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';

export interface ResumeMeetingContent {
  readonly meetingId: string;
}

export class ResumeMeetingCommand extends Command<Answer<RefusalsOf<typeof resumeMeeting>>> {
  constructor(
    readonly origin: Origin,
    readonly content: ResumeMeetingContent,
  ) {
    super();
  }
}

@CommandHandler(ResumeMeetingCommand)
export class ResumeMeetingHandler implements ICommandHandler<ResumeMeetingCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: ResumeMeetingCommand): Promise<Answer<RefusalsOf<typeof resumeMeeting>>> {
    return this.runner.run(origin, {
      name: 'ResumeMeeting',
      content,
      stream: streams.meeting(content.meetingId),
      fold: meetingFold,
      facts: noFacts,
      decide: (base, state) => resumeMeeting({ ...base, ...content }, state),
    });
  }
}
