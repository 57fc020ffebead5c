import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { cancelMeeting, meetingFold, streams } from '@plenum/domain';
import { CommandRunner, noFacts, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';

export interface CancelMeetingContent {
  readonly meetingId: string;
  readonly reason: string;
}

export class CancelMeetingCommand extends Command<Answer<RefusalsOf<typeof cancelMeeting>>> {
  constructor(
    readonly origin: Origin,
    readonly content: CancelMeetingContent,
  ) {
    super();
  }
}

@CommandHandler(CancelMeetingCommand)
export class CancelMeetingHandler implements ICommandHandler<CancelMeetingCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: CancelMeetingCommand): Promise<Answer<RefusalsOf<typeof cancelMeeting>>> {
    return this.runner.run(origin, {
      name: 'CancelMeeting',
      content,
      stream: streams.meeting(content.meetingId),
      fold: meetingFold,
      facts: noFacts,
      decide: (base, state) => cancelMeeting({ ...base, ...content }, state),
    });
  }
}
