import { createHash } from 'node:crypto';
import type { AssemblyRecord, PlenumEvent, StoredEvent } from '@plenum/domain';
import { recordFold } from '@plenum/domain';
import { NO_STREAM, type EventLog, type NewEvent } from '@plenum/event-log';
import { idOf, type Entry } from './story';

const AT = '2026-01-01T00:00:00.000Z';

/** Events of one append, and appends under way at once: big, because nobody waits for a bench's own preparations. */
const MOST_EVENTS = 2000;
const MOST_APPENDS = 1000;

/** Store the story in an empty log. Neighbours in the same stream become one command. */
export async function writeStory(log: EventLog, story: Iterable<Entry>): Promise<void> {
  const revisions = new Map<string, number>();
  let underWay: Promise<unknown>[] = [];
  let commands = 0;
  for (const { stream, events } of byCommand(story)) {
    const expectedRevision = revisions.get(stream) ?? NO_STREAM;
    revisions.set(stream, expectedRevision + events.length);
    const commandId = idOf('command', commands++);
    const commandDigest = createHash('sha256').update(commandId).digest('hex');
    const about = { commandId, commandDigest, actor: 'system:bench', at: AT };
    underWay.push(log.append({ stream, expectedRevision, events: events as NewEvent[], ...about }));
    if (underWay.length < MOST_APPENDS) continue;
    await Promise.all(underWay);
    underWay = [];
  }
  await Promise.all(underWay);
}

/** The record the story leads to, without any log. */
export function recordOf(story: Iterable<Entry>): AssemblyRecord {
  const revisions = new Map<string, number>();
  let record = recordFold.initial;
  for (const entry of story) {
    const revision = (revisions.get(entry.stream) ?? NO_STREAM) + 1;
    revisions.set(entry.stream, revision);
    record = then(record, entry, revision);
  }
  return record;
}

/** The record one fact later. */
export function then(record: AssemblyRecord, { event }: Entry, revision: number): AssemblyRecord {
  return recordFold.evolve(record, { ...event, position: record.position + 1, revision, at: AT } as StoredEvent);
}

function* byCommand(story: Iterable<Entry>): Iterable<{ readonly stream: string; readonly events: PlenumEvent[] }> {
  let command: { readonly stream: string; readonly events: PlenumEvent[] } | undefined;
  for (const { stream, event } of story) {
    if (command?.stream === stream && command.events.length < MOST_EVENTS) {
      command.events.push(event);
      continue;
    }
    if (command !== undefined) yield command;
    command = { stream, events: [event] };
  }
  if (command !== undefined) yield command;
}
