import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { declineDelegations, delegationsFold, streams } from '@plenum/domain';
import { CommandRunner, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';
import { rollFact } from '../delegation-facts';
export interface DeclineDelegationsContent {
  readonly memberId: string;
}

export class DeclineDelegationsCommand extends Command<Answer<RefusalsOf<typeof declineDelegations>>> {
  constructor(
    readonly origin: Origin,
    readonly content: DeclineDelegationsContent,
  ) {
    super();
  }
}

@CommandHandler(DeclineDelegationsCommand)
export class DeclineDelegationsHandler implements ICommandHandler<DeclineDelegationsCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: DeclineDelegationsCommand): Promise<Answer<RefusalsOf<typeof declineDelegations>>> {
    return this.runner.run(origin, {
      name: 'DeclineDelegations',
      content,
      stream: streams.delegations(content.memberId),
      fold: delegationsFold,
      facts: rollFact,
      decide: (base, delegations, facts) => declineDelegations({ ...base, ...content }, delegations, facts),
    });
  }
}
