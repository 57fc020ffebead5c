import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import type { Appended } from './event-database';

/** Errors as the server sends them: a gRPC status whose trailers name the exception and its particulars. */
function failure(code: status, exception: string, details: string, particulars: Record<string, string>): ServiceError {
  const metadata = new Metadata();
  metadata.set('exception', exception);
  for (const [name, value] of Object.entries(particulars)) metadata.set(name, value);
  return Object.assign(new Error(details), { code, details, metadata });
}

export function streamDeleted(stream: string): ServiceError {
  return failure(status.FAILED_PRECONDITION, 'stream-deleted', `Event stream '${stream}' is deleted.`, {
    'stream-name': stream,
  });
}

export function notLeader(leader: { readonly host: string; readonly port: number }): ServiceError {
  return failure(status.NOT_FOUND, 'not-leader', `Leader info available`, {
    'leader-endpoint-host': leader.host,
    'leader-endpoint-port': String(leader.port),
  });
}

export function accessDenied(): ServiceError {
  return failure(status.PERMISSION_DENIED, 'access-denied', 'Access Denied', {});
}

/** Without trailers: the status says it. */
function plain(code: status, details: string): ServiceError {
  return Object.assign(new Error(details), { code, details, metadata: new Metadata() });
}

export function notAuthenticated(): ServiceError {
  return plain(status.UNAUTHENTICATED, 'Unauthenticated');
}

export function notReady(): ServiceError {
  return plain(status.UNAVAILABLE, 'Server Is Not Ready');
}

export function invalidPosition(): ServiceError {
  return plain(status.INVALID_ARGUMENT, 'Trying to read from an invalid position.');
}

export function failureOf(
  failed: Extract<Appended, { readonly kind: 'too-large' | 'stream-deleted' }>,
  stream: string,
): ServiceError {
  if (failed.kind === 'stream-deleted') return streamDeleted(stream);
  return failure(
    status.INVALID_ARGUMENT,
    'maximum-append-size-exceeded',
    `Maximum Append Size of ${failed.limit} Exceeded.`,
    { 'maximum-append-size': String(failed.limit) },
  );
}
