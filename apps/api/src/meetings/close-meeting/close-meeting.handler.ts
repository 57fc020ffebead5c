import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { closeMeeting, meetingFold, streams } from '@plenum/domain';
import { CommandRunner, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';
import { agendaFacts } from '../agenda-facts';

export interface CloseMeetingContent {
  readonly meetingId: string;
}

export class CloseMeetingCommand extends Command<Answer<RefusalsOf<typeof closeMeeting>>> {
  constructor(
    readonly origin: Origin,
    readonly content: CloseMeetingContent,
  ) {
    super();
  }
}

@CommandHandler(CloseMeetingCommand)
export class CloseMeetingHandler implements ICommandHandler<CloseMeetingCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: CloseMeetingCommand): Promise<Answer<RefusalsOf<typeof closeMeeting>>> {
    return this.runner.run(origin, {
      name: 'CloseMeeting',
      content,
      stream: streams.meeting(content.meetingId),
      fold: meetingFold,
      facts: agendaFacts(content.meetingId),
      decide: (base, state, facts) => closeMeeting({ ...base, ...content }, state, facts),
    });
  }
}
