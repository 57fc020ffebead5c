import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { offerAlternative, proposalFold, streams } from '@plenum/domain';
import { CommandRunner, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';
import { draftingFacts } from '../proposal-facts';

export interface OfferAlternativeContent {
  readonly proposalId: string;
  readonly authorId: string;
  readonly option: string;
  readonly text: string;
}

/** `alternativeId` is the server's new random id: it is not part of what the caller asked for. */
export class OfferAlternativeCommand extends Command<Answer<RefusalsOf<typeof offerAlternative>>> {
  constructor(
    readonly origin: Origin,
    readonly content: OfferAlternativeContent,
    readonly alternativeId: string,
  ) {
    super();
  }
}

@CommandHandler(OfferAlternativeCommand)
export class OfferAlternativeHandler implements ICommandHandler<OfferAlternativeCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({
    origin,
    content,
    alternativeId,
  }: OfferAlternativeCommand): Promise<Answer<RefusalsOf<typeof offerAlternative>>> {
    return this.runner.run(origin, {
      name: 'OfferAlternative',
      content,
      stream: streams.proposal(content.proposalId),
      fold: proposalFold,
      facts: draftingFacts(undefined),
      decide: (base, proposal, facts) => offerAlternative({ ...base, ...content, alternativeId }, proposal, facts),
    });
  }
}
