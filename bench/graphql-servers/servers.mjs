/** Every server in the race. `bare` is the yardstick: no framework and no GraphQL, the same checks and the same replies. */
export const servers = [
  { name: 'bare' },
  ...['apollo-express', 'apollo-fastify', 'yoga-express', 'yoga-fastify', 'mercurius', 'mercurius-jit'].map(
    (driver) => ({
      name: `nest-11/${driver}`,
      stack: 'nest-11',
      driver,
    }),
  ),
  ...['apollo-express', 'apollo-fastify', 'mercurius', 'mercurius-jit'].map((driver) => ({
    name: `nest-12/${driver}`,
    stack: 'nest-12',
    driver,
  })),
];
