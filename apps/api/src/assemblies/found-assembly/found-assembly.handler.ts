import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { assemblyFold, foundAssembly, isRefusal, streams, type Charter } from '@plenum/domain';
import { Assemblies } from '../../platform/assemblies';
import { CommandRunner, noFacts, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import { LogHealth } from '../../platform/log-health';
import type { Origin } from '../../platform/origin';

export interface FoundAssemblyContent {
  readonly name: string;
  readonly charter: Charter;
}

/** The new assembly's id is the id of its founding command: asking twice founds one assembly. A refusal leaves no log behind. */
export class FoundAssemblyCommand extends Command<Answer<RefusalsOf<typeof foundAssembly>>> {
  constructor(
    readonly origin: Omit<Origin, 'assemblyId'>,
    readonly content: FoundAssemblyContent,
  ) {
    super();
  }
}

@CommandHandler(FoundAssemblyCommand)
export class FoundAssemblyHandler implements ICommandHandler<FoundAssemblyCommand> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly assemblies: Assemblies,
    private readonly health: LogHealth,
  ) {}

  async execute({ origin, content }: FoundAssemblyCommand): Promise<Answer<RefusalsOf<typeof foundAssembly>>> {
    const assemblyId = origin.commandId;
    const exists = (await this.assemblies.list()).includes(assemblyId);
    const foreseen = exists ? [] : foundAssembly({ ...origin, ...content, at: '' }, assemblyFold.initial);
    if (isRefusal(foreseen)) return foreseen;
    await this.health.watch(assemblyId, () => this.assemblies.openOrCreate(assemblyId));
    return this.runner.run(
      { ...origin, assemblyId },
      {
        name: 'FoundAssembly',
        content,
        stream: streams.assembly(),
        fold: assemblyFold,
        facts: noFacts,
        decide: (base, assembly) => foundAssembly({ ...base, ...content }, assembly),
      },
    );
  }
}
