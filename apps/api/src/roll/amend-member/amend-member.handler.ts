import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { amendMember, rollFold, streams, type AmendMember, type CommandHead } from '@plenum/domain';
import { CommandRunner, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';
import { rollFacts } from '../roll-facts';

export class AmendMemberCommand extends Command<Answer<RefusalsOf<typeof amendMember>>> {
  constructor(
    readonly origin: Origin,
    readonly content: Omit<AmendMember, keyof CommandHead>,
  ) {
    super();
  }
}

@CommandHandler(AmendMemberCommand)
export class AmendMemberHandler implements ICommandHandler<AmendMemberCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: AmendMemberCommand): Promise<Answer<RefusalsOf<typeof amendMember>>> {
    return this.runner.run(origin, {
      name: 'AmendMember',
      content,
      stream: streams.roll(),
      fold: rollFold,
      facts: rollFacts,
      decide: (base, roll, facts) => amendMember({ ...base, ...content }, roll, facts),
    });
  }
}
