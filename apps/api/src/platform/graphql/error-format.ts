import { Logger } from '@nestjs/common';
import { LogInterruption } from '@plenum/event-log';
import { GraphQLError, type ExecutionResult, type GraphQLFormattedError } from 'graphql';

const logger = new Logger('GraphQL');

/**
 * Top-level errors are for access, for malformed documents and for interruptions, each with a stable
 * `extensions.code`. A fault of ours is logged whole and shown without detail: an error text must not leak what it saw.
 */
export function formatError(error: GraphQLError): GraphQLFormattedError {
  const { originalError, locations, path } = error;
  const place = { ...(locations && { locations }), ...(path && { path }) };
  const cause: unknown = originalError ?? error;
  if (cause instanceof LogInterruption || isCoded(cause)) {
    return { message: cause.message, ...place, extensions: { code: cause.code, advice: cause.advice } };
  }
  if (originalError === undefined || originalError instanceof GraphQLError) {
    const source = originalError instanceof GraphQLError ? originalError : error;
    return {
      message: source.message,
      ...place,
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED', ...source.extensions },
    };
  }
  logger.error(originalError.stack ?? String(originalError));
  return { message: 'Something went wrong on our side; it was logged.', ...place, extensions: { code: 'FAULT' } };
}

function isCoded(cause: unknown): cause is Error & { code: string; advice: string } {
  return cause instanceof Error && 'code' in cause && 'advice' in cause && typeof cause.advice === 'string';
}

export function errorFormatter(execution: ExecutionResult): { statusCode: number; response: ExecutionResult } {
  const errors = (execution.errors ?? []).map((error) => formatError(error as GraphQLError));
  return { statusCode: 200, response: { data: execution.data ?? null, errors: errors as never } };
}
