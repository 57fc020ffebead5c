import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteEventLogs } from '@plenum/event-log';
import type { Dice } from './dice';
import { receiptsIn, type Entry, type Told } from './diary';
import { DiskBeforePowerCut } from './power-cut';

/** What a server did to its folder, and everything it told anybody, in order. */
export interface Trace {
  readonly root: string;
  readonly entries: readonly Entry[];
}

/** Cuts the power at so many random moments, and says what was told and is not there, or is there by halves. */
export async function lostAfterCuts({ root, entries }: Trace, cuts: number, dice: Dice): Promise<string[]> {
  const first = entries.findIndex((entry) => entry.kind === 'told' && receiptsIn(entry.text).length > 0);
  const moments = Array.from({ length: cuts }, () => first + 1 + dice.below(entries.length - first));
  moments.sort((a, b) => a - b);
  const disk = new DiskBeforePowerCut(dice);
  const told: Told[] = [];
  const lost: string[] = [];
  for (const [index, entry] of entries.entries()) {
    disk.follow(entry);
    if (entry.kind === 'told') told.push(...receiptsIn(entry.text));
    for (; moments[0] === index + 1; moments.shift()) {
      const what = await missingAfterCut(disk, root, told);
      if (what !== undefined) lost.push(`after ${index + 1} of ${entries.length} operations: ${what}`);
    }
  }
  return lost;
}

async function missingAfterCut(
  disk: DiskBeforePowerCut,
  root: string,
  told: readonly Told[],
): Promise<string | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'plenum-cut-'));
  try {
    disk.cutPower(root, folder);
    return missing(await recordedIn(folder), told);
  } catch (error) {
    return String(error);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Each command with the position of its last event, in all the logs of a folder. Throws for a log that has gaps or does not open. */
async function recordedIn(folder: string): Promise<ReadonlyMap<string, number>> {
  const logs = new SqliteEventLogs(folder);
  const recorded = new Map<string, number>();
  for (const assemblyId of await logs.list()) {
    const events = await (await logs.open(assemblyId)).readAll(0, 1_000_000);
    for (const [index, { position, commandId }] of events.entries()) {
      if (position !== index + 1) throw new Error(`the event after position ${index} stands at ${position}`);
      recorded.set(commandId, position);
    }
  }
  await logs.close();
  return recorded;
}

function missing(recorded: ReadonlyMap<string, number>, told: readonly Told[]): string | undefined {
  const lost = told.filter(({ commandId, position }) => recorded.get(commandId) !== position);
  return lost.length === 0 ? undefined : `${lost.length} of ${told.length} told are gone, first ${lost[0]!.position}`;
}
