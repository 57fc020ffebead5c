import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import type { FastifyInstance } from 'fastify';
import { readCast } from '../demo/cast';
import { globalId } from '../platform/graphql/global-id';
import { exampleOperations, type ExampleIds } from './example-operations';

/** Besides its documented options the package hands `connectionParams` to its WebSocket client. */
type Options = Parameters<typeof renderGraphiQL>[0] & { readonly connectionParams: Readonly<Record<string, string>> };

/** A link is for one person: it begins with the examples, and not with what another person left in this browser. */
const FORGET_EARLIER_TABS = `<script>
  Object.keys(localStorage).filter((key) => key.startsWith('graphiql:')).forEach((key) => localStorage.removeItem(key));
</script>`;

/**
 * GraphiQL at `/graphiql`, whole from the package: it works without the internet. The token of `?token=` goes with every
 * request and into the subscriptions' socket; it stays in the browser.
 */
export function serveGraphiql(fastify: Pick<FastifyInstance, 'get'>, dataDir: string): void {
  fastify.get('/', async (_request, reply) => reply.redirect('/graphiql'));
  fastify.get<{ Querystring: { token?: string } }>('/graphiql', async (request, reply) => {
    const { token } = request.query;
    const authorization: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const options: Options = {
      endpoint: '/graphql',
      title: 'Plenum',
      subscriptionsProtocol: 'WS',
      additionalHeaders: authorization,
      connectionParams: authorization,
      shouldPersistHeaders: false,
      defaultQuery: exampleOperations(exampleIds(dataDir)),
    };
    const page = renderGraphiQL(options);
    return reply
      .type('text/html')
      .send(token === undefined ? page : page.replace('<head>', `<head>${FORGET_EARLIER_TABS}`));
  });
}

/** The demo's open proposal and its best-known delegate; without the demo, words to replace. */
function exampleIds(dataDir: string): ExampleIds {
  const cast = readCast(dataDir);
  if (cast === undefined) return { proposalId: 'a proposal id', delegateId: 'a member id' };
  return {
    proposalId: globalId('Proposal', cast.openProposalId),
    delegateId: globalId('Member', cast.trusted.memberId),
  };
}
