/**
 * Interruptions: the log could not do what was asked just now, or refuses to open. Each has a stable code, and `advice`
 * says what the caller should do. None leaves anything half-written.
 */
export abstract class LogInterruption extends Error {
  abstract readonly code: string;
  abstract readonly advice: string;
  override get name(): string {
    return this.constructor.name;
  }
}

export class RevisionConflict extends LogInterruption {
  readonly code = 'REVISION_CONFLICT';
  readonly advice = 'Read the stream again and decide again.';
  constructor(
    readonly stream: string,
    readonly expected: number,
    readonly actual: number,
  ) {
    super(`stream ${stream} is at revision ${actual}, not ${expected}`);
  }
}

export class CommandIdReused extends LogInterruption {
  readonly code = 'COMMAND_ID_REUSED';
  readonly advice = 'Send the new command under a new command id.';
  constructor(readonly commandId: string) {
    super(`command id ${commandId} was already used for a command with another content`);
  }
}

export class UnstorableEvent extends LogInterruption {
  readonly code = 'UNSTORABLE_EVENT';
  readonly advice = 'Mend the value at the named path.';
  constructor(
    readonly path: string,
    readonly reason: string,
  ) {
    super(`${path}: ${reason}`);
  }
}

export class LogUnavailable extends LogInterruption {
  readonly code = 'LOG_UNAVAILABLE';
  readonly advice =
    'Send the same command id again when the store is back: it is recorded once, whatever happened now.';
  constructor(reason: string, options?: ErrorOptions) {
    super(`the event log is not available: ${reason}`, options);
  }
}

export class LogNotFound extends LogInterruption {
  readonly code = 'LOG_NOT_FOUND';
  readonly advice = 'Check the assembly id, or found the assembly first.';
  constructor(readonly assemblyId: string) {
    super(`there is no event log for assembly ${assemblyId}`);
  }
}

export class LogExists extends LogInterruption {
  readonly code = 'LOG_EXISTS';
  readonly advice = 'Choose another assembly id.';
  constructor(readonly assemblyId: string) {
    super(`assembly ${assemblyId} already has an event log`);
  }
}

export class LogLocked extends LogInterruption {
  readonly code = 'LOG_LOCKED';
  readonly advice = 'Stop the other process that writes this log, or give this one another data directory.';
  constructor(readonly file: string) {
    super(`${file} is being written by another process`);
  }
}

export class LogFromNewerRelease extends LogInterruption {
  readonly code = 'LOG_FROM_NEWER_RELEASE';
  readonly advice = 'Start the release that wrote it, or a later one.';
  constructor(
    readonly file: string,
    readonly found: number,
    readonly known: number,
  ) {
    super(`${file} has log format ${found}; this release knows formats up to ${known}`);
  }
}

export class LogUnreadable extends LogInterruption {
  readonly code = 'LOG_UNREADABLE';
  readonly advice = 'Restore the file from a backup; nothing was changed.';
  constructor(
    readonly file: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(`${file}: ${reason}`, options);
  }
}

/** The newest events are in a write-ahead log that only SQLite can join to the file, and it must write beside both to do so. */
export class LogOnReadOnlyMedium extends LogInterruption {
  readonly code = 'LOG_ON_READ_ONLY_MEDIUM';
  readonly advice = 'Copy both files to a folder in which you may write, and read the copy.';
  constructor(readonly file: string) {
    super(`${file} lies where nothing can be written, and its newest events are still in ${file}-wal`);
  }
}

export class SubscriptionEnded extends LogInterruption {
  readonly code = 'SUBSCRIPTION_ENDED';
  readonly advice = 'Subscribe again from the last position that was handled.';
  constructor() {
    super('the subscription was stopped before it had caught up');
  }
}
