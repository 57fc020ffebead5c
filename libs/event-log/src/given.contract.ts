import { createHash } from 'node:crypto';
import { type AppendRequest, type EventLog, NO_STREAM, type NewEvent, type RecordedEvent } from './event-log';

/** The language of this folder's tests: members cast ballots, each in a stream of their own. */

export const NOON = '2026-11-24T12:00:00.000Z';

export function ballotOf(choice: string): NewEvent {
  return { type: 'BallotCast', version: 1, data: { choice, proposal: 'new-roof' } };
}

/** Ada's first ballot is `casting('ada')`; everything else about the command can be said. */
export function casting(member: string, said: Partial<AppendRequest> = {}): AppendRequest {
  const events = said.events ?? [ballotOf('yes')];
  const stream = said.stream ?? `ballots-${member}`;
  const commandDigest = createHash('sha256')
    .update(JSON.stringify([stream, events]))
    .digest('hex');
  return {
    stream,
    expectedRevision: NO_STREAM,
    events,
    commandId: `command-of-${member}`,
    commandDigest,
    actor: member,
    at: NOON,
    ...said,
  };
}

/** `count` members cast one after the other; returns what the log recorded, in order. */
export async function castMany(log: EventLog, count: number, from = 0): Promise<readonly RecordedEvent[]> {
  const members = Array.from({ length: count }, (_, index) => casting(`member-${from + index}`));
  const results = await Promise.all(members.map((request) => log.append(request)));
  return results.flatMap((result) => result.events);
}

export function positionsOf(events: readonly { readonly position: number }[]): readonly number[] {
  return events.map((event) => event.position);
}

/** What a promise was refused with; fails when it was not. */
export async function refusalOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect('it to be refused').toBe('resolved'),
    (reason: unknown) => reason,
  );
}
