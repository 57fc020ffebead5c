import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
  writeTiledLog,
  type EventLog,
  type LogJson,
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
  const log = new MemoryEventLog(assemblyId);
  const revisions = new Map<string, number>();
  for (const [index, { actor, events }] of commands.entries()) {
    const stream = streamOf(events[0]!);
    const expectedRevision = revisions.get(stream) ?? NO_STREAM;
    revisions.set(stream, expectedRevision + events.length);
    await log.append({
      ...{ stream, expectedRevision, actor, at: minute(index) },
      commandId: `command-${index}`,
      commandDigest: createHash('sha256').update(`command ${index}`).digest('hex'),
      events: events.map(({ type, version, data }) => ({
        ...{ type, version, data: data as { readonly [key: string]: LogJson } },
      })),
    });
  }
  return log;
}

/** The head over these events, signed: a note. */
export function headOf(entries: readonly StoredBytes[], signer: SignerKey): string {
  const frontier = new Frontier();
  for (const { leafHash } of entries) frontier.add(leafHash);
  return signCheckpoint(frontier.head, signer);
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
