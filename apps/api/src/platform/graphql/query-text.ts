import type { FastifyRequest } from 'fastify';

class QueryMustBeText extends Error {
  readonly code = 'QUERY_MUST_BE_TEXT';
  readonly statusCode = 400;
  constructor() {
    super('Send a JSON object whose field "query" is the text of a GraphQL document.');
  }
}

/** Mercurius would take anything but text for a document that is parsed already, and run it as it came. */
export async function refuseQueryTrees({ method, url, body }: FastifyRequest): Promise<void> {
  if (method !== 'POST' || !url.startsWith('/graphql')) return;
  const query: unknown = (body as { query?: unknown } | null | undefined)?.query;
  if (typeof query !== 'string') throw new QueryMustBeText();
}
