import { assemblyFold, charterInForce, streams, type RollFacts } from '@plenum/domain';
import type { FactReader } from '../platform/command-runner';

/** The charter is guarded: a member enters a class only if the charter still has it when the fact is stored. */
export async function rollFacts(read: FactReader): Promise<RollFacts> {
  const assembly = await read.guarded(streams.assembly(), assemblyFold);
  return { charter: charterInForce(assembly.state) };
}
