import { type ArgumentsHost, Catch, Logger } from '@nestjs/common';
import { GqlArgumentsHost, type GqlExceptionFilter } from '@nestjs/graphql';
import { LogInterruption } from '@plenum/event-log';
import { GraphQLError, type ExecutionResult, type GraphQLFormattedError } from 'graphql';

const logger = new Logger('GraphQL');

/** Mercurius gives this one the status of a server error; it is the client's. */
const TOO_DEEP = 'MER_ERR_GQL_QUERY_DEPTH';

/** The request, the document or its variables are at fault; found by Fastify or Mercurius before anything runs. */
interface RefusedDocument extends Error {
  readonly code: string;
  readonly statusCode: number;
  readonly errors?: readonly Error[];
}

/**
 * Top-level errors are for access, for malformed documents and for interruptions, each with a stable
 * `extensions.code`. A fault of ours is logged whole and shown without detail: an error text must not leak what it saw.
 */
export function formatErrors(error: GraphQLError | RefusedDocument): GraphQLFormattedError[] {
  const { locations, path, originalError } = error as GraphQLError;
  const place = { ...(locations && { locations }), ...(path && { path }) };
  const cause: unknown = originalError ?? error;
  if (isRefusedDocument(cause)) return refusedDocument(cause);
  if (cause instanceof LogInterruption || isCoded(cause)) {
    return [{ message: cause.message, ...place, extensions: { code: cause.code, advice: cause.advice } }];
  }
  if (cause instanceof GraphQLError) {
    return [{ message: cause.message, ...place, extensions: { code: 'BAD_USER_INPUT', ...cause.extensions } }];
  }
  logger.error(cause instanceof Error ? cause.stack : String(cause));
  return [{ message: 'Something went wrong on our side; it was logged.', ...place, extensions: { code: 'FAULT' } }];
}

function refusedDocument({ message, errors, code }: RefusedDocument): GraphQLFormattedError[] {
  const refused = code === TOO_DEEP ? 'QUERY_TOO_DEEP' : 'BAD_USER_INPUT';
  if (errors === undefined || errors.length === 0) return [{ message, extensions: { code: refused } }];
  return errors.flatMap((one) =>
    one instanceof GraphQLError || isRefusedDocument(one)
      ? formatErrors(one)
      : [{ message: one.message, extensions: { code: refused } }],
  );
}

function isRefusedDocument(cause: unknown): cause is RefusedDocument {
  if (!(cause instanceof Error) || !('code' in cause) || !('statusCode' in cause)) return false;
  return cause.code === TOO_DEEP || Number(cause.statusCode) < 500;
}

function isCoded(cause: unknown): cause is Error & { code: string; advice: string } {
  return cause instanceof Error && 'code' in cause && 'advice' in cause && typeof cause.advice === 'string';
}

export function errorFormatter(execution: ExecutionResult): { statusCode: number; response: ExecutionResult } {
  const errors = (execution.errors ?? []).flatMap((error) => formatErrors(error as GraphQLError));
  return { statusCode: 200, response: { data: execution.data ?? null, errors: errors as never } };
}

/** What ends a subscription. Mercurius sends it as it is, past `errorFormatter`, so it is put in form before. */
export function subscriptionError(reason: unknown): GraphQLError {
  const { message, extensions } = formatErrors(reason as GraphQLError)[0]!;
  return new GraphQLError(message, { extensions: { ...extensions } });
}

/** Passes every error on to `errorFormatter`, which alone decides what is worth a line in the server's log. */
@Catch()
export class PassErrorsOn implements GqlExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): unknown {
    const info = GqlArgumentsHost.create(host).getInfo<{ parentType?: { name: string } } | undefined>();
    return info?.parentType?.name === 'Subscription' ? subscriptionError(error) : error;
  }
}
