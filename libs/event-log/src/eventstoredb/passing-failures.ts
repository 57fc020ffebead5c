import {
  CancelledError,
  DeadlineExceededError,
  NotLeaderError,
  TimeoutError,
  UnavailableError,
  UnknownError,
} from '@eventstore/db-client';

/** gRPC status codes of a call that may succeed when it is made again (https://grpc.io/docs/guides/status-codes/). */
const PASSING_STATUS = new Set([1, 4, 8, 10, 13, 14]);

const NO_LEADER_FOUND = /^Failed to discover after/;
const CHANNEL_CLOSED = /Channel has been shut ?down|channel closed/i;

/**
 * Does this failure pass by itself: an election, a node or the network that is away, a time that ran out? The client hands some
 * over raw: those of its first call, and of discovery.
 */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (
    [CancelledError, DeadlineExceededError, NotLeaderError, TimeoutError, UnavailableError].some(
      (kind) => error instanceof kind,
    )
  )
    return true;
  if (NO_LEADER_FOUND.test(error.message) || CHANNEL_CLOSED.test(error.message)) return true;
  const { code } = error as { readonly code?: unknown };
  return (
    (typeof code === 'number' && PASSING_STATUS.has(code)) || (error instanceof UnknownError && code === undefined)
  );
}
