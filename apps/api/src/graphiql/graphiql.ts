import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import type { FastifyInstance } from 'fastify';
import { exampleOperations } from './example-operations';

/**
 * GraphiQL at `/graphiql`, whole from the package: it works without the internet. `?token=` puts a token into the headers
 * pane; it stays in the browser.
 */
export function serveGraphiql(fastify: Pick<FastifyInstance, 'get'>): void {
  fastify.get<{ Querystring: { token?: string } }>('/graphiql', async (request, reply) => {
    const authorization = `Bearer ${request.query.token ?? '<paste a token printed at start>'}`;
    const page = renderGraphiQL({
      endpoint: '/graphql',
      title: 'Plenum',
      subscriptionsProtocol: 'WS',
      headers: JSON.stringify({ authorization }, null, 2),
      shouldPersistHeaders: true,
      defaultQuery: exampleOperations,
    });
    return reply.type('text/html').send(page);
  });
}
