import { streams } from '@plenum/domain';
import { isEndorsed, type KeyRotation, LogKeys, parseRotation, ProofMalformed, type EventLog } from '@plenum/event-log';
import { LogNotAsSigned } from './interruptions';

/**
 * The keys that a log names in its rotations; undefined when it never had one. That the root in each is the tree's own is `plenum
 * verify`'s business. Throws `LogNotAsSigned` for a rotation that is malformed, that the old key has not signed, or that is not
 * from the key in force to a new one of its name.
 */
export async function keysInLog(log: Pick<EventLog, 'assemblyId' | 'readStream'>): Promise<LogKeys | undefined> {
  let keys: LogKeys | undefined;
  for (const { position, data } of await log.readStream(streams.logKey())) {
    const rotation = rotationIn(log.assemblyId, position, data);
    const wrong = (keys ?? LogKeys.of(rotation.oldKey)).wrongIn(rotation);
    if (wrong !== undefined)
      throw new LogNotAsSigned(
        log.assemblyId,
        `event ${position} has a wrong ${wrong.where}: ${wrong.found}, and not ${wrong.expected}`,
      );
    if (!isEndorsed(rotation, position))
      throw new LogNotAsSigned(log.assemblyId, `event ${position} gives it a key that the old one has not signed`);
    keys = (keys ?? LogKeys.of(rotation.oldKey)).followedBy(rotation.newKey, position);
  }
  return keys;
}

function rotationIn(assemblyId: string, position: number, data: Parameters<typeof parseRotation>[0]): KeyRotation {
  try {
    return parseRotation(data);
  } catch (error) {
    if (!(error instanceof ProofMalformed)) throw error;
    throw new LogNotAsSigned(assemblyId, `event ${position} breaks the rule key-rotation: ${error.message}`);
  }
}
