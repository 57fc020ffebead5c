import {
  envelopeOf,
  parseCanonicalJson,
  type AppendRequest,
  type Envelope,
  type EventLog,
  type StoredBytes,
} from '@plenum/event-log';
import { Stopped, stopIfInterrupted } from '../terminal/stopped';

const PAGE = 1_000;

/** A stored command as it was appended, and the leaf hashes that its events had and must have again. */
export interface StoredCommand {
  readonly request: AppendRequest;
  readonly leafHashes: readonly Uint8Array[];
  readonly lastPosition: number;
}

interface Fact extends Envelope {
  readonly stored: StoredBytes;
}

/** The commands of a log after `after`, up to `until`, in order. The events of one command stand side by side. */
export async function* commandsOf(
  log: EventLog,
  after: number,
  until: number,
  signal: AbortSignal,
): AsyncIterable<StoredCommand> {
  let facts: Fact[] = [];
  for (let at = after; at < until;) {
    stopIfInterrupted(signal);
    const page = await log.readBytes(at, Math.min(PAGE, until - at));
    if (page.length === 0) break;
    for (const stored of page) {
      const fact = factIn(stored);
      if (facts[0] !== undefined && facts[0].command !== fact.command) {
        yield commandOf(facts);
        facts = [];
      }
      facts.push(fact);
    }
    at = page.at(-1)!.position;
  }
  if (facts.length > 0) yield commandOf(facts);
}

function factIn(stored: StoredBytes): Fact {
  const envelope = envelopeOf(parseCanonicalJson(stored.bytes));
  if ('wrongKey' in envelope)
    throw new Stopped('LOG_UNREADABLE', `event ${stored.position} is not of Plenum's form: ${envelope.wrongKey}`);
  return { ...envelope, stored };
}

function commandOf(facts: readonly Fact[]): StoredCommand {
  const { stream, revision, command, commandDigest, actor, at } = facts[0]!;
  const events = facts.map(({ type, version, data }) => ({ type, version, data }));
  return {
    request: { stream, expectedRevision: revision - 1, events, commandId: command, commandDigest, actor, at },
    leafHashes: facts.map(({ stored }) => stored.leafHash),
    lastPosition: facts.at(-1)!.stored.position,
  };
}
