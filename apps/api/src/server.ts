import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { EventLogs } from '@plenum/event-log';
import { AppModule } from './app.module';
import { Deadlines } from './deadlines/deadlines';
import { serveGraphiql } from './graphiql/graphiql';
import { Clock } from './platform/clock';
import type { Config } from './platform/config';
import { refuseQueryTrees } from './platform/graphql/query-text';
import { LogHealth } from './platform/log-health';
import { LogSigners } from './proof/heads/log-signers';

/** A roll of 20,000 rows fits; nothing a person types does not. Unit: bytes. */
const BODY_LIMIT = 4 * 1024 * 1024;

/**
 * The server, ready but not yet listening: every log is open and goes on from the last head that was
 * signed of it, every view is caught up and nothing is overdue. `logs`
 * decides where facts are kept, `clock` what time it is.
 */
export async function createServer(
  config: Config,
  logs: EventLogs,
  clock = new Clock(),
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({ bodyLimit: BODY_LIMIT, forceCloseConnections: true });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config, logs, clock), adapter, {
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  const fastify = adapter.getInstance();
  fastify.get('/health', async (_request, reply) => {
    const [untaken, unsigned] = [app.get(LogHealth).failure, app.get(LogSigners).failure];
    if (untaken === undefined && unsigned === undefined) return { status: 'ok' };
    reply.code(503);
    const reason =
      untaken === undefined
        ? `${unsigned}: a log is signed no more by this server`
        : `${untaken}: a log takes no events just now`;
    return { status: 'failing', reason };
  });
  fastify.addHook('preValidation', refuseQueryTrees);
  if (config.development) serveGraphiql(fastify, config.dataDir);
  try {
    await app.init();
    await app.get(LogSigners).start();
    await app.get(Deadlines).start();
  } catch (error) {
    await app.close();
    throw error;
  }
  return app;
}
