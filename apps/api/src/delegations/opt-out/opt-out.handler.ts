import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { delegationsFold, optOutOfDelegating, streams, type Scope } from '@plenum/domain';
import { CommandRunner, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';
import { delegationFacts } from '../delegation-facts';
export interface OptOutOfDelegatingContent {
  readonly memberId: string;
  readonly scope: Scope;
  readonly expiresAt?: string;
}

export class OptOutOfDelegatingCommand extends Command<Answer<RefusalsOf<typeof optOutOfDelegating>>> {
  constructor(
    readonly origin: Origin,
    readonly content: OptOutOfDelegatingContent,
  ) {
    super();
  }
}

@CommandHandler(OptOutOfDelegatingCommand)
export class OptOutOfDelegatingHandler implements ICommandHandler<OptOutOfDelegatingCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: OptOutOfDelegatingCommand): Promise<Answer<RefusalsOf<typeof optOutOfDelegating>>> {
    return this.runner.run(origin, {
      name: 'OptOutOfDelegating',
      content,
      stream: streams.delegations(content.memberId),
      fold: delegationsFold,
      facts: delegationFacts(content.scope, []),
      decide: (base, delegations, facts) => optOutOfDelegating({ ...base, ...content }, delegations, facts),
    });
  }
}
