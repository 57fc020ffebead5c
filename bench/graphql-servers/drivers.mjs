const graphqlWs = { subscriptions: { 'graphql-ws': true } };

function apollo(load) {
  return { driver: load('@nestjs/apollo').ApolloDriver, playground: false, ...graphqlWs };
}

function yoga(load) {
  return { driver: load('@graphql-yoga/nestjs').YogaDriver, ...graphqlWs };
}

function mercurius(load, jit) {
  return { driver: load('@nestjs/mercurius').MercuriusDriver, subscription: true, jit };
}

const express = (load) => new (load('@nestjs/platform-express').ExpressAdapter)();
const fastify = (load) => new (load('@nestjs/platform-fastify').FastifyAdapter)();

/**
 * What differs between the servers, and nothing else: Nest's HTTP adapter and the options of its GraphQL module.
 * `jit: 1` compiles a query the second time it is seen; 0 never compiles.
 */
export const drivers = {
  'apollo-express': { adapter: express, graphql: apollo },
  'apollo-fastify': { adapter: fastify, graphql: apollo },
  'yoga-express': { adapter: express, graphql: yoga },
  'yoga-fastify': { adapter: fastify, graphql: yoga },
  mercurius: { adapter: fastify, graphql: (load) => mercurius(load, 0) },
  'mercurius-jit': { adapter: fastify, graphql: (load) => mercurius(load, 1) },
};
