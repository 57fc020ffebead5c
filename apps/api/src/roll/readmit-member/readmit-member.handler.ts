import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { readmitMember, rollFold, streams, type ReadmitMember, type CommandHead } from '@plenum/domain';
import { CommandRunner, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';
import { rollFacts } from '../roll-facts';

export class ReadmitMemberCommand extends Command<Answer<RefusalsOf<typeof readmitMember>>> {
  constructor(
    readonly origin: Origin,
    readonly content: Omit<ReadmitMember, keyof CommandHead>,
  ) {
    super();
  }
}

@CommandHandler(ReadmitMemberCommand)
export class ReadmitMemberHandler implements ICommandHandler<ReadmitMemberCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: ReadmitMemberCommand): Promise<Answer<RefusalsOf<typeof readmitMember>>> {
    return this.runner.run(origin, {
      name: 'ReadmitMember',
      content,
      stream: streams.roll(),
      fold: rollFold,
      facts: rollFacts,
      decide: (base, roll, facts) => readmitMember({ ...base, ...content }, roll, facts),
    });
  }
}
