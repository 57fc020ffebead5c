/**
 * The port: how facts are kept. One `EventLog` holds the facts of one assembly in one total order.
 *
 * Positions count from 1 and have no gaps; revisions count from 0 inside each stream. Every implementation passes
 * `event-log.contract.ts`.
 */

/** 1-based place of an event in the whole log; 0 means "before the first event". Unit: events. */
export type Position = number;

/** 0-based place of an event in its stream; `NO_STREAM` means the stream has no event yet. */
export type Revision = number;

export const NO_STREAM: Revision = -1;

/** The JSON the log accepts: no null, no fraction, integers within ±(2^53-1), strings in Unicode NFC. */
export type LogJson = string | number | boolean | readonly LogJson[] | { readonly [key: string]: LogJson };

/** A fact that a decision produced and that is not stored yet. */
export interface NewEvent {
  readonly type: string;
  /** Schema version of `data`, from 1. */
  readonly version: number;
  readonly data: { readonly [key: string]: LogJson };
}

/** A fact as it stands in the log. */
export interface RecordedEvent extends NewEvent {
  readonly position: Position;
  readonly stream: string;
  readonly revision: Revision;
  readonly commandId: string;
  /** Who asked: a random member id, or a role or system name such as `system:deadline`. Never a person's name. */
  readonly actor: string;
  /** Server time, ISO 8601 UTC with milliseconds. Informative: the order of the log decides, never this. */
  readonly at: string;
  /** RFC 6962 leaf hash of the stored bytes: SHA-256(0x00 || bytes). 32 bytes. */
  readonly leafHash: Uint8Array;
}

/** All the events of one command: they are stored together or not at all. */
export interface AppendRequest {
  readonly stream: string;
  /** The revision the stream must have now; `NO_STREAM` when it must be empty. */
  readonly expectedRevision: Revision;
  readonly events: readonly NewEvent[];
  readonly commandId: string;
  /** Hex SHA-256 of the command's content: the same id with another digest is refused. */
  readonly commandDigest: string;
  readonly actor: string;
  readonly at: string;
  /** Other streams this decision relied on, with the revision it saw. The append fails if one has moved. */
  readonly guards?: readonly StreamRevision[];
}

export interface StreamRevision {
  readonly stream: string;
  readonly revision: Revision;
}

/** Where a command's events stand. The same command id always answers with the same receipt. */
export interface AppendReceipt {
  readonly commandId: string;
  readonly commandDigest: string;
  readonly firstPosition: Position;
  readonly lastPosition: Position;
}

export interface AppendResult extends AppendReceipt {
  /** The stored events, in order. For a repeated command: those of the first time. */
  readonly events: readonly RecordedEvent[];
  /** True when this command id had been stored before and nothing was appended now. */
  readonly repeated: boolean;
}

export interface EventLog {
  /** Id of the assembly whose facts these are; part of every event's bytes. */
  readonly assemblyId: string;

  /**
   * Store a command's events, durably, and only then resolve.
   * Throws `RevisionConflict` when the stream or a guard has moved, `CommandIdReused` when the command id was stored with
   * another digest, `LogUnavailable` when the store cannot keep the events (nothing was recorded), and `UnstorableEvent`
   * when an event is not `LogJson`.
   */
  append(request: AppendRequest): Promise<AppendResult>;

  /** What a command id led to, or undefined when it was never stored. */
  receiptOf(commandId: string): Promise<AppendReceipt | undefined>;

  /** The stream's events from `fromRevision` (default 0) on, in order; empty when there are none. */
  readStream(stream: string, fromRevision?: Revision): Promise<readonly RecordedEvent[]>;

  /** Up to `limit` events after `after`, in order. */
  readAll(after: Position, limit: number): Promise<readonly RecordedEvent[]>;

  /** The exact stored bytes of up to `limit` events after `after`: what is hashed, exported and proven. */
  readBytes(after: Position, limit: number): Promise<readonly StoredBytes[]>;

  /** Position of the last event; 0 when the log is empty. */
  head(): Promise<Position>;

  /**
   * Call `deliver` with every event after `after`, in order, without gaps or repeats, in batches, and go on as new events
   * are stored. The next batch waits until `deliver` has resolved. A throwing `deliver` ends the subscription and rejects
   * `finished`.
   */
  subscribe(after: Position, deliver: (events: readonly RecordedEvent[]) => void | Promise<void>): LogSubscription;

  /** Finish what was accepted, then release the store. Idempotent. */
  close(): Promise<void>;
}

export interface StoredBytes {
  readonly position: Position;
  /** Canonical JSON (RFC 8785), UTF-8. */
  readonly bytes: Uint8Array;
  readonly leafHash: Uint8Array;
}

export interface LogSubscription {
  /** Resolves when everything that stood in the log at the time of the call has been delivered. */
  caughtUp(): Promise<void>;
  /** Stop delivering; resolves when no delivery is under way. */
  stop(): Promise<void>;
  /** Settles when the subscription ends: resolved after `stop`, rejected with what `deliver` threw. */
  readonly finished: Promise<void>;
}

/** The logs of all assemblies kept in one place, each alone in its own file or stream space. */
export interface EventLogs {
  /** True when other processes may write the same logs at the same time. */
  readonly shared?: boolean;
  /** Ids of the assemblies that have a log here, sorted. */
  list(): Promise<readonly string[]>;
  /** Open (or return the already open) log. Throws `LogNotFound`, `LogLocked`, `LogFromNewerRelease`, `LogUnreadable`. */
  open(assemblyId: string): Promise<EventLog>;
  /** Create an empty log. Throws `LogExists` when there is one. */
  create(assemblyId: string): Promise<EventLog>;
  close(): Promise<void>;
}
