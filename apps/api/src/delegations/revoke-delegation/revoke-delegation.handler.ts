import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { delegationsFold, revokeDelegation, streams, type Scope } from '@plenum/domain';
import { CommandRunner, noFacts, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';
export interface RevokeDelegationContent {
  readonly memberId: string;
  readonly scope: Scope;
}

export class RevokeDelegationCommand extends Command<Answer<RefusalsOf<typeof revokeDelegation>>> {
  constructor(
    readonly origin: Origin,
    readonly content: RevokeDelegationContent,
  ) {
    super();
  }
}

@CommandHandler(RevokeDelegationCommand)
export class RevokeDelegationHandler implements ICommandHandler<RevokeDelegationCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: RevokeDelegationCommand): Promise<Answer<RefusalsOf<typeof revokeDelegation>>> {
    return this.runner.run(origin, {
      name: 'RevokeDelegation',
      content,
      stream: streams.delegations(content.memberId),
      fold: delegationsFold,
      facts: noFacts,
      decide: (base, delegations) => revokeDelegation({ ...base, ...content }, delegations),
    });
  }
}
