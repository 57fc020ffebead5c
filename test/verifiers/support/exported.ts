import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlenumEvent } from '@plenum/domain';
import {
  CHECKPOINT_FILE,
  KEY_FILE,
  KeyKind,
  leafHashOf,
  MemoryEventLog,
  NO_STREAM,
  parseCheckpoint,
  signCheckpoint,
  SignerKey,
  signRotation,
  writeTiledLog,
  type EventLog,
  type LogJson,
  type NewEvent,
  type StoredBytes,
} from '@plenum/event-log';
import { minute, streamOf } from '../../../libs/domain/src/record/story.contract';
import { Frontier } from '../../../libs/event-log/src/proof/merkle/frontier';
import type { PlayedAssembly } from './random-assembly';

export function signerOf(assemblyId: string): SignerKey {
  return SignerKey.generate(`plenum.test/${assemblyId}`, KeyKind.note);
}

/** The assembly's commands through the log's own port. */
export async function logOf({ assemblyId, commands }: PlayedAssembly): Promise<EventLog> {
  return rotatedLogOf({ assemblyId, commands }, [], []);
}

/** The same, with a new key before each of the commands whose number is in `before`; `signers` are all keys, in order. */
export async function rotatedLogOf(
  { assemblyId, commands }: Pick<PlayedAssembly, 'assemblyId' | 'commands'>,
  before: readonly number[],
  signers: readonly SignerKey[],
): Promise<EventLog> {
  const log = new MemoryEventLog(assemblyId);
  const revisions = new Map<string, number>();
  const rotations: number[] = [];
  const append = async (name: string, at: string, actor: string, events: readonly PlenumEvent[]) => {
    const stream = streamOf(events[0]!);
    const expectedRevision = revisions.get(stream) ?? NO_STREAM;
    revisions.set(stream, expectedRevision + events.length);
    await log.append({
      ...{ stream, expectedRevision, actor, at, commandId: name },
      commandDigest: createHash('sha256').update(name).digest('hex'),
      events: events.map((event) => stored(event, rotations)),
    });
  };
  for (const [index, { actor, events }] of commands.entries()) {
    const rotation = before.indexOf(index);
    if (rotation >= 0) {
      const entries = await log.readBytes(0, await log.head());
      const data = signRotation(signers[rotation]!, signers[rotation + 1]!.verifier, frontierOf(entries).head);
      rotations.push(entries.length + 1);
      await append(`rotation-${rotation}`, minute(index), 'system:operator', [
        { type: 'LogKeyRotated', version: 1, data },
      ]);
    }
    await append(`command-${index}`, minute(index), actor, events);
  }
  return log;
}

/** What an event says of a place in the log moves on by one for each rotation that stands before it. */
function stored(event: PlenumEvent, rotations: readonly number[]): NewEvent {
  const { type, version, data } = event;
  const moved = (place: number) => rotations.reduce((at, rotation) => (rotation <= at ? at + 1 : at), place);
  const as = (json: unknown) => json as { readonly [key: string]: LogJson };
  if (event.type !== 'ResultCertified') return { type, version, data: as(data) };
  return { type, version, data: as({ ...event.data, closedPosition: moved(event.data.closedPosition) }) };
}

/** The head over these events, signed: a note. */
export function headOf(entries: readonly StoredBytes[], signer: SignerKey): string {
  return signCheckpoint(frontierOf(entries).head, signer);
}

function frontierOf(entries: readonly StoredBytes[]): Frontier {
  const frontier = new Frontier();
  for (const { leafHash } of entries) frontier.add(leafHash);
  return frontier;
}

/** Other events in the place of the log's, with their positions and hashes in order: what a forger with the key would write. */
export function renumbered(events: readonly Uint8Array[]): readonly StoredBytes[] {
  return events.map((bytes, index) => ({ position: index + 1, bytes, leafHash: leafHashOf(bytes) }));
}

/** Writes the events as `plenum export` does into a new directory, with a head over all of them. */
export async function writeExport(
  directory: string,
  assemblyId: string,
  entries: readonly StoredBytes[],
  signer: SignerKey,
): Promise<void> {
  const note = headOf(entries, signer);
  const source = {
    assemblyId,
    readBytes: (after: number, limit: number) => Promise.resolve(entries.slice(after, after + limit)),
  };
  mkdirSync(directory, { recursive: true });
  await writeTiledLog(directory, source, parseCheckpoint(Buffer.from(note)), () => undefined);
  writeFileSync(join(directory, KEY_FILE), `${signer.verifier.toString()}\n`);
  writeFileSync(join(directory, CHECKPOINT_FILE), note);
}
