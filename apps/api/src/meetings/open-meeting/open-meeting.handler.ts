import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { openMeeting, meetingFold, streams } from '@plenum/domain';
import { CommandRunner, noFacts, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';

export interface OpenMeetingContent {
  readonly meetingId: string;
}

export class OpenMeetingCommand extends Command<Answer<RefusalsOf<typeof openMeeting>>> {
  constructor(
    readonly origin: Origin,
    readonly content: OpenMeetingContent,
  ) {
    super();
  }
}

@CommandHandler(OpenMeetingCommand)
export class OpenMeetingHandler implements ICommandHandler<OpenMeetingCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: OpenMeetingCommand): Promise<Answer<RefusalsOf<typeof openMeeting>>> {
    return this.runner.run(origin, {
      name: 'OpenMeeting',
      content,
      stream: streams.meeting(content.meetingId),
      fold: meetingFold,
      facts: noFacts,
      decide: (base, state) => openMeeting({ ...base, ...content }, state),
    });
  }
}
