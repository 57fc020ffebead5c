/** One server in its own process: `node serve.mjs <name>`, started by run.mjs, which it tells its port and its CPU time. */
import { createRequire } from 'node:module';
import { startBare } from './bare.mjs';
import { declareAssembly } from './assembly.mjs';
import { drivers } from './drivers.mjs';
import { servers } from './servers.mjs';

async function startNest({ stack, driver }) {
  const load = createRequire(new URL(`./${stack}/package.json`, import.meta.url));
  load('reflect-metadata');
  const { NestFactory } = load('@nestjs/core');
  const { ValidationPipe } = load('@nestjs/common');
  const { adapter, graphql } = drivers[driver];
  const assembly = declareAssembly(load, graphql(load));
  const app = await NestFactory.create(assembly, adapter(load), { logger: ['error', 'warn'] });
  app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true }));
  await app.listen(0, '127.0.0.1');
  return app.getHttpServer().address().port;
}

const server = servers.find(({ name }) => name === process.argv[2]);
if (!server) throw new Error(`No server is named ${process.argv[2]}.`);
const port = server.stack ? await startNest(server) : await startBare();
process.on('message', () => process.send({ cpu: process.cpuUsage() }));
process.on('disconnect', () => process.exit());
process.send({ port });
