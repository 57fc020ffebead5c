import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryEventLogs } from '@plenum/event-log';
import { Assemblies, type OpenAssembly } from '../platform/assemblies';
import { Clock } from '../platform/clock';
import { CommandRunner } from '../platform/command-runner';
import { LogHealth } from '../platform/log-health';
import { Snapshots } from '../platform/snapshots';
import { Enrolments } from './enrolment/enrolments';
import { Turns } from './enrolment/turns';

/** The assembly "spring" on a log in memory, with the real registry in a folder of its own. For specs. */
export interface Spring {
  readonly assembly: OpenAssembly;
  readonly assemblies: Assemblies;
  readonly runner: CommandRunner;
  readonly enrolments: Enrolments;
  /** Names in the registry, in the order in which they came. */
  names(): string[];
  end(): Promise<void>;
}

export async function openSpring(): Promise<Spring> {
  const dataDir = mkdtempSync(join(tmpdir(), 'plenum-roll-'));
  const assemblies = new Assemblies(new MemoryEventLogs(), new Snapshots(dataDir), dataDir);
  const runner = new CommandRunner(assemblies, new Clock(), new LogHealth());
  const assembly = await assemblies.openOrCreate('spring');
  return {
    assembly,
    assemblies,
    runner,
    enrolments: new Enrolments(assemblies, runner, new Turns()),
    names: () => assembly.names.search('', Infinity).map((id) => assembly.names.get(id)!.name),
    async end() {
      await assemblies.onApplicationShutdown();
      rmSync(dataDir, { recursive: true });
    },
  };
}
