import type { OnApplicationShutdown } from '@nestjs/common';
import type { AssemblyRecord } from '@plenum/domain';
import { AssemblyStandings, type StandingsSource } from './assembly-standings';
import type { Standing } from './standing';
import type { ReadFigures } from './tally-now';
import { LOOP_LIMITS } from './too-large-for-the-loop';

export type { Standing } from './standing';

/** Where the proposals of every assembly stand. Counts that would keep others waiting are made on other threads, which end with the server. */
export class Standings implements OnApplicationShutdown {
  private readonly byAssembly = new Map<string, AssemblyStandings>();

  /** `limits`: up to what size a proposal is counted here and now. */
  constructor(private readonly limits = LOOP_LIMITS) {}

  /** Begins to count, before anybody asks, what a thread would first have to read the whole log for. */
  prepare(assembly: StandingsSource): void {
    this.in(assembly).prepare();
  }

  /** Where a proposal stands at this record of the assembly; undefined for one that never opened. */
  of(assembly: StandingsSource, record: AssemblyRecord, proposalId: string): Standing | undefined {
    return this.in(assembly).of(record, proposalId);
  }

  /** The figures of a proposal now: of the view's record at the call, or of a later one. Undefined for one that never opened. */
  read(assembly: StandingsSource, proposalId: string): Promise<ReadFigures | undefined> {
    return this.in(assembly).read(proposalId);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.byAssembly.values()].map((standings) => standings.stop()));
  }

  private in(assembly: StandingsSource): AssemblyStandings {
    let standings = this.byAssembly.get(assembly.id);
    if (standings === undefined) {
      standings = new AssemblyStandings(assembly, this.limits);
      this.byAssembly.set(assembly.id, standings);
    }
    return standings;
  }
}
