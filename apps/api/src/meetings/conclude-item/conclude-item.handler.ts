import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { concludeItem, meetingFold, streams, type Conclusion } from '@plenum/domain';
import { CommandRunner, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';
import { agendaFacts } from '../agenda-facts';

export interface ConcludeItemContent {
  readonly meetingId: string;
  readonly itemId: string;
  readonly how: Conclusion['how'];
  readonly note?: string;
}

export class ConcludeItemCommand extends Command<Answer<RefusalsOf<typeof concludeItem>>> {
  constructor(
    readonly origin: Origin,
    readonly content: ConcludeItemContent,
  ) {
    super();
  }
}

@CommandHandler(ConcludeItemCommand)
export class ConcludeItemHandler implements ICommandHandler<ConcludeItemCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: ConcludeItemCommand): Promise<Answer<RefusalsOf<typeof concludeItem>>> {
    return this.runner.run(origin, {
      name: 'ConcludeItem',
      content,
      stream: streams.meeting(content.meetingId),
      fold: meetingFold,
      facts: agendaFacts(content.meetingId),
      decide: (base, state, facts) => concludeItem({ ...base, ...content }, state, facts),
    });
  }
}
