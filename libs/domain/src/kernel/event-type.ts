import type { Static, TObject } from '@sinclair/typebox';

/**
 * One declaration for each kind of fact: its name, its schema version, the JSON Schema of its data and what it means. The
 * TypeScript type, the run-time check and the page in `docs/events/` all follow from it.
 */
export interface EventType<Name extends string = string, Schema extends TObject = TObject> {
  readonly type: Name;
  readonly version: number;
  readonly data: Schema;
  readonly meaning: string;
}

export function eventType<Name extends string, Schema extends TObject>(
  type: Name,
  version: number,
  meaning: string,
  data: Schema,
): EventType<Name, Schema> {
  return { type, version, data, meaning };
}

/** A fact of the given kind, as a decision returns it and as a fold reads it. */
export type EventOf<T> =
  T extends EventType<infer Name, infer Schema>
    ? { readonly type: Name; readonly version: number; readonly data: Static<Schema> }
    : never;

/** A fact as it stands in the log: with its place, and with the server's (informative) time. */
export type Stored<E> = E & { readonly position: number; readonly revision: number; readonly at: string };

/** Build a fact of the declared kind. */
export function fact<Name extends string, Schema extends TObject>(
  type: EventType<Name, Schema>,
  data: Static<Schema>,
): { readonly type: Name; readonly version: number; readonly data: Static<Schema> } {
  return { type: type.type, version: type.version, data };
}
