import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { delegationsFold, expireDelegation, streams, type Scope } from '@plenum/domain';
import { CommandRunner, noFacts, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';
export interface ExpireDelegationContent {
  readonly memberId: string;
  readonly scope: Scope;
}

export class ExpireDelegationCommand extends Command<Answer<RefusalsOf<typeof expireDelegation>>> {
  constructor(
    readonly origin: Origin,
    readonly content: ExpireDelegationContent,
  ) {
    super();
  }
}

@CommandHandler(ExpireDelegationCommand)
export class ExpireDelegationHandler implements ICommandHandler<ExpireDelegationCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: ExpireDelegationCommand): Promise<Answer<RefusalsOf<typeof expireDelegation>>> {
    return this.runner.run(origin, {
      name: 'ExpireDelegation',
      content,
      stream: streams.delegations(content.memberId),
      fold: delegationsFold,
      facts: noFacts,
      decide: (base, delegations) => expireDelegation({ ...base, ...content }, delegations),
    });
  }
}
