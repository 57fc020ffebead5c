import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { certifiedResult, certifyResult, proposalFold, streams, type CertifiedResult } from '@plenum/domain';
import { Assemblies } from '../../platform/assemblies';
import { CommandRunner, type Answer, type FactReader } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';
import { policyOfProposal } from '../proposal-facts';

export interface CertifyResultContent {
  readonly proposalId: string;
}

export class CertifyResultCommand extends Command<Answer<RefusalsOf<typeof certifyResult>>> {
  constructor(
    readonly origin: Origin,
    readonly content: CertifyResultContent,
  ) {
    super();
  }
}

@CommandHandler(CertifyResultCommand)
export class CertifyResultHandler implements ICommandHandler<CertifyResultCommand> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly assemblies: Assemblies,
  ) {}

  execute({ origin, content }: CertifyResultCommand): Promise<Answer<RefusalsOf<typeof certifyResult>>> {
    const { proposalId } = content;
    return this.runner.run(origin, {
      name: 'CertifyResult',
      content,
      stream: streams.proposal(proposalId),
      fold: proposalFold,
      facts: async (read) => ({
        result: await this.recount(read, origin.assemblyId, proposalId),
        policy: await policyOfProposal(read, proposalId),
      }),
      decide: (base, proposal, facts) => certifyResult({ ...base, ...content }, proposal, facts),
    });
  }

  /** Counted from the log as it stood at the close, not from any running figure. */
  private async recount(
    read: FactReader,
    assemblyId: string,
    proposalId: string,
  ): Promise<CertifiedResult | undefined> {
    const proposal = await read.seen(streams.proposal(proposalId), proposalFold);
    const position = proposal.state.closed?.position;
    if (position === undefined) return undefined;
    const { view, past } = await this.assemblies.open(assemblyId);
    await view.reached(position);
    return certifiedResult(await past.recordAt(position), proposalId);
  }
}
