import { eventTypes, type PlenumEvent } from './catalogue';

/**
 * The one place where a fact of an older schema version becomes one of today's. Pure; the stored bytes and their hash are
 * never touched. A new version of an event adds one entry under its name: `{ 1: (data) => dataOfVersion2 }`.
 */
type Upcast = (data: Record<string, unknown>) => Record<string, unknown>;
export type Upcasters = Readonly<Record<string, Readonly<Record<number, Upcast>>>>;

export const upcasters: Upcasters = {};

/** The log holds a fact that this release does not know: serving must not go on with a guess. */
export class UnknownEvent extends Error {
  override readonly name = 'UnknownEvent';
  readonly code = 'LOG_FROM_NEWER_RELEASE';
  readonly advice = 'Start the release that wrote this log, or a later one.';
}

interface Recorded {
  readonly type: string;
  readonly version: number;
  readonly data: unknown;
}

/** Today's form of a stored fact. Throws `UnknownEvent` for a type or a version that this release does not know. */
export function upcast<Event extends Recorded>(
  event: Event,
  known: Upcasters = upcasters,
): Omit<Event, keyof Recorded> & PlenumEvent {
  const declared = eventTypes.get(event.type);
  if (declared === undefined || event.version > declared.version) {
    throw new UnknownEvent(`event type ${event.type} version ${event.version} is not known to this release`);
  }
  if (event.version === declared.version) return event as never;
  let data = event.data as Record<string, unknown>;
  for (let version = event.version; version < declared.version; version += 1) {
    const step = known[event.type]?.[version];
    if (step === undefined)
      throw new UnknownEvent(`no way is known from ${event.type} version ${version} to ${version + 1}`);
    data = step(data);
  }
  return { ...event, version: declared.version, data } as never;
}
