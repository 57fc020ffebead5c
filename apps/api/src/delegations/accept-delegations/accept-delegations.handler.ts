import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { acceptDelegations, delegationsFold, streams } from '@plenum/domain';
import { CommandRunner, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';
import { rollFact } from '../delegation-facts';
export interface AcceptDelegationsContent {
  readonly memberId: string;
}

export class AcceptDelegationsCommand extends Command<Answer<RefusalsOf<typeof acceptDelegations>>> {
  constructor(
    readonly origin: Origin,
    readonly content: AcceptDelegationsContent,
  ) {
    super();
  }
}

@CommandHandler(AcceptDelegationsCommand)
export class AcceptDelegationsHandler implements ICommandHandler<AcceptDelegationsCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: AcceptDelegationsCommand): Promise<Answer<RefusalsOf<typeof acceptDelegations>>> {
    return this.runner.run(origin, {
      name: 'AcceptDelegations',
      content,
      stream: streams.delegations(content.memberId),
      fold: delegationsFold,
      facts: rollFact,
      decide: (base, delegations, facts) => acceptDelegations({ ...base, ...content }, delegations, facts),
    });
  }
}
