import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { delegationsFold, setDelegation, streams, type Scope } from '@plenum/domain';
import { CommandRunner, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';
import { delegationFacts } from '../delegation-facts';
export interface SetDelegationContent {
  readonly memberId: string;
  readonly scope: Scope;
  readonly delegates: readonly string[];
  readonly expiresAt?: string;
}

export class SetDelegationCommand extends Command<Answer<RefusalsOf<typeof setDelegation>>> {
  constructor(
    readonly origin: Origin,
    readonly content: SetDelegationContent,
  ) {
    super();
  }
}

@CommandHandler(SetDelegationCommand)
export class SetDelegationHandler implements ICommandHandler<SetDelegationCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: SetDelegationCommand): Promise<Answer<RefusalsOf<typeof setDelegation>>> {
    return this.runner.run(origin, {
      name: 'SetDelegation',
      content,
      stream: streams.delegations(content.memberId),
      fold: delegationsFold,
      facts: delegationFacts(content.scope, content.delegates),
      decide: (base, delegations, facts) => setDelegation({ ...base, ...content }, delegations, facts),
    });
  }
}
