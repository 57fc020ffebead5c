import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { proposalFold, stateOutcome, streams } from '@plenum/domain';
import { CommandRunner, noFacts, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';

export interface StateOutcomeContent {
  readonly proposalId: string;
  readonly text: string;
  readonly reviewAt?: string;
}

export class StateOutcomeCommand extends Command<Answer<RefusalsOf<typeof stateOutcome>>> {
  constructor(
    readonly origin: Origin,
    readonly content: StateOutcomeContent,
  ) {
    super();
  }
}

@CommandHandler(StateOutcomeCommand)
export class StateOutcomeHandler implements ICommandHandler<StateOutcomeCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: StateOutcomeCommand): Promise<Answer<RefusalsOf<typeof stateOutcome>>> {
    return this.runner.run(origin, {
      name: 'StateOutcome',
      content,
      stream: streams.proposal(content.proposalId),
      fold: proposalFold,
      facts: noFacts,
      decide: (base, proposal) => stateOutcome({ ...base, ...content }, proposal),
    });
  }
}
