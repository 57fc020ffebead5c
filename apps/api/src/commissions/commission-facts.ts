import { assemblyFold, charterInForce, rollFold, streams, type CommissionFacts } from '@plenum/domain';
import type { FactReader } from '../platform/command-runner';

export async function commissionFacts(read: FactReader): Promise<CommissionFacts> {
  const assembly = await read.seen(streams.assembly(), assemblyFold);
  const roll = await read.seen(streams.roll(), rollFold);
  return { charter: charterInForce(assembly.state), roll: roll.state };
}
