import { createHash, randomUUID } from 'node:crypto';
import { Fault, LogKeyRotated, streams } from '@plenum/domain';
import {
  LogKeys,
  NO_STREAM,
  rotationText,
  signRotation,
  type EventLog,
  type KeyPeriod,
  type SignerKey,
  type TreeHead,
} from '@plenum/event-log';
import { LogNeedsEvents } from '../heads/interruptions';
import { KeptHeads } from '../heads/kept-heads';
import { KeptTiles } from '../heads/kept-tiles';
import { keysInLog } from '../heads/keys-in-log';
import { existingLogKeyIn, isRotating, nextLogKeyIn, sweepKeyDrafts } from '../heads/log-key';
import { LogSigner } from '../heads/log-signer';

/** Where the server keeps its keys and heads. */
export interface KeyPlace {
  readonly dataDir: string;
  readonly headsDir: string;
}

export interface Rotated {
  readonly keys: readonly KeyPeriod[];
  /** True when the log had named the new key already, in a rotation that was cut short, and nothing was appended now. */
  readonly finishedOnly: boolean;
}

/**
 * Give a log a new key. The caller is the log's only writer. In this order, each step on the disk before the next: a last head of the
 * old key over all there is; the new key beside the old one; the event, which the old key signs; the new key in the place of the
 * old one; a first head of the new key. Cut short anywhere, the log names one key that is there, and this, or a server's start, goes on.
 * Until `endRotation`, which is for when the operator was told, this appends no other rotation, however often it is asked.
 * Throws what `LogSigner.open` throws, `LogNeedsEvents`, and what the log throws.
 */
export async function rotateLogKey(log: EventLog, place: KeyPlace, at: string): Promise<Rotated> {
  const { dataDir } = place;
  sweepKeyDrafts(dataDir, log.assemblyId);
  const before = await keysInLog(log);
  if (before !== undefined && isUnfinished(log, place, before))
    return { keys: await underNewKey(log, place, before), finishedOnly: true };
  const old = existingLogKeyIn(dataDir, log.assemblyId, before?.current);
  const last = await signedWhole(log, old, before ?? LogKeys.of(old.verifier), place);
  const next = nextLogKeyIn(dataDir, log.assemblyId, old.verifier);
  const keys = (before ?? LogKeys.of(old.verifier)).followedBy(next.verifier, last.size + 1);
  await append(log, old, keys, last, at);
  return { keys: await underNewKey(log, place, keys), finishedOnly: false };
}

/** Whether the log names a key that has not taken its place yet, or of which nobody was told that it has. */
function isUnfinished(log: EventLog, { dataDir, headsDir }: KeyPlace, keys: LogKeys): boolean {
  if (isRotating(dataDir, log.assemblyId, keys.current)) return true;
  const { from } = keys.periods.at(-1)!;
  const last = new KeptHeads(dataDir, headsDir, log.assemblyId, keys.first, keys).last();
  return last === undefined || last.checkpoint.size < from;
}

async function underNewKey(log: EventLog, place: KeyPlace, keys: LogKeys): Promise<readonly KeyPeriod[]> {
  const key = existingLogKeyIn(place.dataDir, log.assemblyId, keys.current);
  await signedWhole(log, key, keys, place);
  return keys.periods;
}

async function append(log: EventLog, old: SignerKey, keys: LogKeys, before: TreeHead, at: string): Promise<void> {
  const data = signRotation(old, keys.current, before);
  const text = rotationText(old.verifier, keys.current, before);
  const { firstPosition } = await log.append({
    stream: streams.logKey(),
    expectedRevision: NO_STREAM + keys.periods.length - 2,
    commandId: randomUUID(),
    commandDigest: createHash('sha256').update(text).digest('hex'),
    actor: 'system:operator',
    at,
    events: [{ type: LogKeyRotated.type, version: LogKeyRotated.version, data: { ...data } }],
  });
  if (firstPosition !== before.size + 1)
    throw new Fault(`a rotation for position ${before.size + 1} stands at ${firstPosition}`);
}

/** A head over the whole log, in both places. */
async function signedWhole(log: EventLog, key: SignerKey, keys: LogKeys, place: KeyPlace): Promise<TreeHead> {
  const { dataDir, headsDir } = place;
  const heads = new KeptHeads(dataDir, headsDir, log.assemblyId, keys.first, keys);
  const failures: unknown[] = [];
  const signer = await LogSigner.open(log, key, heads, new KeptTiles(dataDir, log.assemblyId), (reason) =>
    failures.push(reason),
  );
  await signer.stop();
  if (failures.length > 0) throw failures[0];
  if (signer.latest === undefined) throw new LogNeedsEvents(log.assemblyId);
  return signer.latest.checkpoint;
}
