import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { openHandCount, proposalFold, streams } from '@plenum/domain';
import { CommandRunner, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';
import { openingFacts } from '../hand-count-facts';

export interface OpenHandCountContent {
  readonly proposalId: string;
  readonly meetingId: string;
}

export class OpenHandCountCommand extends Command<Answer<RefusalsOf<typeof openHandCount>>> {
  constructor(
    readonly origin: Origin,
    readonly content: OpenHandCountContent,
    /** New with every attempt, so it is no part of what the caller asked for. */
    readonly handCountId: string,
  ) {
    super();
  }
}

@CommandHandler(OpenHandCountCommand)
export class OpenHandCountHandler implements ICommandHandler<OpenHandCountCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute(command: OpenHandCountCommand): Promise<Answer<RefusalsOf<typeof openHandCount>>> {
    const { origin, content, handCountId } = command;
    return this.runner.run(origin, {
      name: 'OpenHandCount',
      content,
      stream: streams.proposal(content.proposalId),
      fold: proposalFold,
      facts: openingFacts(content.meetingId),
      decide: (base, proposal, facts) => openHandCount({ ...base, ...content, handCountId }, proposal, facts),
    });
  }
}
