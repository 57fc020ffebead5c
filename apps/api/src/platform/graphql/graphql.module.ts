import { GraphQLModule } from '@nestjs/graphql';
import { MercuriusDriver, type MercuriusDriverConfig } from '@nestjs/mercurius';
import type { FastifyRequest } from 'fastify';
import type { RequestContext } from '../access/access.guard';
import { errorFormatter } from './error-format';

/** GraphQL's own introspection query, which GraphiQL sends, is 15 deep. */
const MAX_DEPTH = 16;

/** GraphQL over HTTP and over WebSocket (graphql-ws protocol) at `/graphql`, code first. */
export const graphqlModule = () =>
  GraphQLModule.forRoot<MercuriusDriverConfig>({
    driver: MercuriusDriver,
    autoSchemaFile: true,
    sortSchema: true,
    path: '/graphql',
    graphiql: false,
    queryDepth: MAX_DEPTH,
    errorFormatter: errorFormatter as never,
    context: (request: FastifyRequest): RequestContext => withAuthorization(request.headers.authorization),
    subscription: {
      onConnect: ({ payload }: { payload?: Record<string, unknown> }): RequestContext => {
        const said = payload?.['authorization'] ?? payload?.['Authorization'];
        return withAuthorization(typeof said === 'string' ? said : undefined);
      },
    } as never,
  });

function withAuthorization(authorization: string | undefined): RequestContext {
  return authorization === undefined ? {} : { authorization };
}
