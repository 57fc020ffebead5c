import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { takeItem, meetingFold, streams } from '@plenum/domain';
import { CommandRunner, noFacts, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';

export interface TakeItemContent {
  readonly meetingId: string;
  readonly itemId: string;
}

export class TakeItemCommand extends Command<Answer<RefusalsOf<typeof takeItem>>> {
  constructor(
    readonly origin: Origin,
    readonly content: TakeItemContent,
  ) {
    super();
  }
}

@CommandHandler(TakeItemCommand)
export class TakeItemHandler implements ICommandHandler<TakeItemCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: TakeItemCommand): Promise<Answer<RefusalsOf<typeof takeItem>>> {
    return this.runner.run(origin, {
      name: 'TakeItem',
      content,
      stream: streams.meeting(content.meetingId),
      fold: meetingFold,
      facts: noFacts,
      decide: (base, state) => takeItem({ ...base, ...content }, state),
    });
  }
}
