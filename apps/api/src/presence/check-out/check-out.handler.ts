import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { checkOut, presenceFold, streams } from '@plenum/domain';
import { CommandRunner, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';
import { presenceFacts } from '../presence-facts';

export interface CheckOutContent {
  readonly meetingId: string;
  readonly memberId: string;
}

export class CheckOutCommand extends Command<Answer<RefusalsOf<typeof checkOut>>> {
  constructor(
    readonly origin: Origin,
    readonly content: CheckOutContent,
  ) {
    super();
  }
}

@CommandHandler(CheckOutCommand)
export class CheckOutHandler implements ICommandHandler<CheckOutCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: CheckOutCommand): Promise<Answer<RefusalsOf<typeof checkOut>>> {
    return this.runner.run(origin, {
      name: 'CheckOut',
      content,
      stream: streams.presence(content.memberId),
      fold: presenceFold,
      facts: presenceFacts(content.meetingId),
      decide: (base, presence, facts) => checkOut({ ...base, ...content }, presence, facts),
    });
  }
}
