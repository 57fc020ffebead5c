import { LogInterruption } from '@plenum/event-log';

/** The log is shorter than a head this server has signed: somebody restored an old copy, or cut it. */
export class LogBehindItsHead extends LogInterruption {
  readonly code = 'LOG_BEHIND_ITS_HEAD';
  readonly advice =
    'Votes may be among them. Keep all files as they are, look for a newer backup or copy, and put it back with plenum restore; docs/operations.md, under "Restore", says what to do where there is none. If PLENUM_HEADS names the heads of another server, set it right. Nothing was signed and nothing was changed.';
  constructor(
    readonly assemblyId: string,
    readonly signed: number,
    readonly found: number,
  ) {
    super(
      `the log of ${assemblyId} has ${found} events, and a head of ${signed} events was signed: ${signed - found} are missing`,
    );
  }
}

/** The stored events are not those that were signed, or do not match their own hashes. */
export class LogNotAsSigned extends LogInterruption {
  readonly code = 'LOG_NOT_AS_SIGNED';
  readonly advice =
    'Run plenum verify on the log: it names what was changed. Nothing was signed and nothing was changed.';
  constructor(
    readonly assemblyId: string,
    reason: string,
  ) {
    super(`the log of ${assemblyId} is not what was signed: ${reason}`);
  }
}

/** The log names a key that is not in the data folder. */
export class LogKeyMissing extends LogInterruption {
  readonly code = 'LOG_KEY_MISSING';
  readonly advice =
    'Put the key files back from a backup made after the rotation, or move a key that is in the way aside. Nothing was signed.';
  constructor(
    readonly assemblyId: string,
    reason: string,
  ) {
    super(`the key of the log of ${assemblyId} is not there: ${reason}`);
  }
}

/** Another process gave the log a new key while this one signed with the old. */
export class LogKeyReplaced extends LogInterruption {
  readonly code = 'LOG_KEY_REPLACED';
  readonly advice = 'Start this server again: it then signs with the new key. Nothing was signed over the rotation.';
  constructor(readonly assemblyId: string) {
    super(`the log of ${assemblyId} has a new key`);
  }
}

/** Whether a log will be signed no more by this process: nothing that goes away by itself, as a full disk does. */
export function endsSigning(reason: unknown): reason is LogBehindItsHead | LogNotAsSigned | LogKeyReplaced {
  return [LogBehindItsHead, LogNotAsSigned, LogKeyReplaced].some((kind) => reason instanceof kind);
}

/** A log without events has no head, and so nothing that a key could hand over. */
export class LogNeedsEvents extends LogInterruption {
  readonly code = 'LOG_NEEDS_EVENTS';
  readonly advice = 'Found the assembly first.';
  constructor(readonly assemblyId: string) {
    super(`the log of ${assemblyId} is empty`);
  }
}

/** The folder where every head is kept a second time takes none. */
export class SecondPlaceUnusable extends LogInterruption {
  readonly code = 'HEADS_PLACE_UNUSABLE';
  readonly advice =
    'Mount that disk, or name a folder that can be written with PLENUM_HEADS, and start again. Nobody has voted and nothing was changed.';
  constructor(folder: string, reason: string, options?: ErrorOptions) {
    super(`the second place for signed heads, ${folder}, cannot be used: ${reason}`, options);
  }
}

/** A kept head cannot be read or is not signed by the log's key. */
export class HeadNotTrusted extends LogInterruption {
  readonly code = 'HEAD_NOT_TRUSTED';
  readonly advice =
    'Compare the file with a copy from elsewhere, such as an export or a receipt; do not simply delete it.';
  /** `ofUnknownKey`: unit: events that it covers, where a key signed it which the log does not name so far. */
  constructor(
    readonly file: string,
    reason: string,
    readonly ofUnknownKey?: number,
  ) {
    super(`${file}: ${reason}`);
  }
}

/** The second place holds heads of a log of the same assembly that began with another key than this one. */
export class HeadsOfAnotherKey extends LogInterruption {
  readonly code = 'HEADS_OF_ANOTHER_KEY';
  readonly advice =
    'If the old log was given up and this one begun anew, move that file aside and start again. If not, this log was cut or changed at a rotation of its key, or its key files are not its own: put them back. Nothing was signed.';
  constructor(
    readonly assemblyId: string,
    readonly file: string,
  ) {
    super(`${file} holds signed heads of ${assemblyId}, of a log that began with another key than the one here`);
  }
}

/** The event stands in the log, but no head covers it yet. */
export class HeadNotSigned extends LogInterruption {
  readonly code = 'HEAD_NOT_SIGNED';
  readonly advice = 'Ask again in a few seconds; if this goes on, tell whoever runs the server to look into its log.';
  constructor(
    readonly position: number,
    reason: string,
  ) {
    super(`event ${position} is recorded, but no head that covers it could be signed: ${reason}`);
  }
}
