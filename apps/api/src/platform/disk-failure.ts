/** What the disk said no to, as whoever typed a command, or started a server, can act on it. */
export interface DiskFailure {
  readonly code: string;
  /** One clause, without a full stop. */
  readonly reason: string;
  readonly advice: string;
}

/** Who is told: whoever typed a command that came to nothing, or a server that does not start. */
export type Told = 'command' | 'start';

type Kind = readonly [code: string, reason: string, advice: string | Readonly<Record<Told, string>>];

const FULL: Kind = [
  'DISK_FULL',
  'there is no room left',
  { command: 'Make room, then run the command again.', start: 'Make room, then start again.' },
];
const READ_ONLY: Kind = [
  'DISK_READ_ONLY',
  'nothing can be written there',
  'Name a place that can be written, or mount this one for writing.',
];
const RIGHTS: Kind = [
  'RIGHTS_MISSING',
  'this user may not do that there',
  {
    command: 'Run the command as the user whose files they are: the one the server runs as.',
    start: 'Start it as the user whose files they are, or give them to the one it runs as (chown).',
  },
];
const DAMAGED: Kind = [
  'FILE_DAMAGED',
  'the file is damaged',
  'plenum verify says what of a log can still be read; restore the rest from a backup.',
];
const FAILED: Kind = [
  'DISK_FAILED',
  'the disk failed',
  {
    command: 'Look into the messages of the system, then run the command again.',
    start: 'Look into the messages of the system, then start again.',
  },
];

const NOT_REMOVED: Kind = [
  'NOT_REMOVED',
  'it cannot be removed',
  'See whether this user may write there, and whether the disk takes anything.',
];
const NOT_MADE: Kind = [
  'FOLDER_NOT_MADE',
  'the folder cannot be made there',
  'See whether the disk is mounted, and whether it can be written.',
];

/** errno(3). */
const BY_ERRNO: Readonly<Record<string, Kind>> = {
  ENOSPC: FULL,
  EDQUOT: FULL,
  EROFS: READ_ONLY,
  EACCES: RIGHTS,
  EPERM: RIGHTS,
  ENOTDIR: ['NOT_A_FOLDER', 'a file stands where a folder is needed', 'Check the path.'],
  EISDIR: ['NOT_A_FILE', 'a folder stands where a file is needed', 'Check the path.'],
  ENOENT: ['PATH_MISSING', 'there is nothing there', 'Check the path.'],
  EEXIST: ['PATH_TAKEN', 'something else stands there already', 'Move it aside, or name another place.'],
  EIO: FAILED,
  EBUSY: FAILED,
  EMFILE: FAILED,
  ENFILE: FAILED,
  ELOOP: FAILED,
  ENAMETOOLONG: FAILED,
  ENODEV: FAILED,
  ENXIO: FAILED,
  ESTALE: FAILED,
};

/** SQLite's primary result codes (https://sqlite.org/rescode.html): busy, locked, read-only, I/O error, corrupt, full, cannot open, no database. */
const BY_SQLITE: Readonly<Record<number, Kind>> = {
  5: ['FILE_BUSY', 'another process is writing it', 'Stop that process, or wait until it is done.'],
  6: ['FILE_BUSY', 'another process is writing it', 'Stop that process, or wait until it is done.'],
  8: READ_ONLY,
  10: FAILED,
  11: DAMAGED,
  13: FULL,
  14: [
    'FILE_UNREADABLE',
    'it cannot be opened',
    'See whether it is there, and whether this user may read and write there.',
  ],
  26: DAMAGED,
};

/** Said by a socket, not by a disk. */
const OF_THE_NETWORK: ReadonlySet<unknown> = new Set(['connect', 'listen', 'bind', 'accept', 'getaddrinfo']);

/**
 * What the file system or SQLite said no to; undefined for any other error. By its shape, since under a test runner it is an error of
 * another realm.
 */
export function diskFailureOf(error: unknown, told: Told = 'command'): DiskFailure | undefined {
  if (typeof error !== 'object' || error === null || !('message' in error)) return undefined;
  const { path, dest, message } = error as Record<string, unknown>;
  const kind = kindOf(error as Record<string, unknown>);
  if (kind === undefined) return undefined;
  const [name, reason, advice] = kind;
  const places = [path, dest].filter((one) => typeof one === 'string');
  const where = places.length === 0 ? '' : `${places.join(', copied to ')}: `;
  return {
    code: name,
    reason: `${where}${reason} (${String(message)})`,
    advice: typeof advice === 'string' ? advice : advice[told],
  };
}

function kindOf({ code, syscall, errcode }: Record<string, unknown>): Kind | undefined {
  if (code === 'ERR_SQLITE_ERROR') return BY_SQLITE[Number(errcode) & 0xff];
  if (OF_THE_NETWORK.has(syscall)) return undefined;
  // Node gives no code for what `rm` could not remove, and takes a read-only disk for a missing folder when it makes several.
  if (syscall === 'rm') return NOT_REMOVED;
  if (syscall === 'mkdir' && code === 'ENOENT') return NOT_MADE;
  return BY_ERRNO[String(code)];
}
