import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { strikeMember, rollFold, streams, type StrikeMember, type CommandHead } from '@plenum/domain';
import { CommandRunner, noFacts, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';

export class StrikeMemberCommand extends Command<Answer<RefusalsOf<typeof strikeMember>>> {
  constructor(
    readonly origin: Origin,
    readonly content: Omit<StrikeMember, keyof CommandHead>,
  ) {
    super();
  }
}

@CommandHandler(StrikeMemberCommand)
export class StrikeMemberHandler implements ICommandHandler<StrikeMemberCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: StrikeMemberCommand): Promise<Answer<RefusalsOf<typeof strikeMember>>> {
    return this.runner.run(origin, {
      name: 'StrikeMember',
      content,
      stream: streams.roll(),
      fold: rollFold,
      facts: noFacts,
      decide: (base, roll) => strikeMember({ ...base, ...content }, roll),
    });
  }
}
