import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Roll } from '@plenum/domain';
import { withLog } from '../data-folder/data-folder';
import { rawId } from '../data-folder/ids';
import { recordAt } from '../data-folder/record-at';
import { SnapshotStore } from '../data-folder/snapshot-store';
import { NameRegistry } from '../server/server-parts';
import { Stopped } from '../terminal/stopped';

/** How a person was named on the command line: by id, by name, or not at all. */
export interface Whom {
  readonly member?: string;
  readonly memberName?: string;
}

/** The member's random id, sure to stand on the roll; undefined when nobody was named. */
export async function memberOnRoll(
  folder: string,
  assemblyId: string,
  { member, memberName }: Whom,
  signal: AbortSignal,
): Promise<string | undefined> {
  const roll = await rollNow(folder, assemblyId, signal);
  if (member !== undefined) {
    const id = rawId('Member', member);
    if (roll.has(id)) return id;
    throw new Stopped('MEMBER_UNKNOWN', `no member ${member} is on the roll`);
  }
  return memberName === undefined ? undefined : memberCalled(memberName, folder, assemblyId, roll);
}

function memberCalled(name: string, folder: string, assemblyId: string, roll: Roll): string {
  const wanted = name.normalize('NFC').toLocaleLowerCase();
  const found = everybodyLike(name.normalize('NFC'), folder, assemblyId).filter(
    (person) => person.name.toLocaleLowerCase() === wanted && roll.has(person.memberId),
  );
  const [only, ...others] = found;
  if (only === undefined) throw new Stopped('MEMBER_UNKNOWN', `nobody on the roll is called "${name}"`);
  if (others.length === 0) return only.memberId;
  const ids = found.map(({ memberId, number }) => `${memberId}${number === undefined ? '' : ` (number ${number})`}`);
  throw new Stopped(
    'MEMBER_UNCLEAR',
    `several members are called "${name}"; name one with --member\n  ${ids.join('\n  ')}`,
  );
}

function everybodyLike(name: string, folder: string, assemblyId: string) {
  if (!existsSync(join(folder, `${assemblyId}.names.db`))) return [];
  const registry = NameRegistry.open(folder, assemblyId);
  try {
    return registry.search(name, Infinity).map((id) => registry.get(id)!);
  } finally {
    registry.close();
  }
}

function rollNow(data: string, assembly: string, signal: AbortSignal): Promise<Roll> {
  return withLog({ data, assembly }, async (log, { processFolder }) => {
    const from = await new SnapshotStore(processFolder, log).load();
    return (await recordAt(log, await log.head(), { from, signal })).roll.members;
  });
}
