import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Tokens } from './platform/access/tokens';
import { Assemblies } from './platform/assemblies';
import { BadSetting, configFrom, dataDirFrom, type Config } from './platform/config';
import { chosenStore, serveFoundElsewhere } from './platform/event-logs';
import { seedDemo } from './demo/seed';
import { welcome } from './demo/welcome';
import { keysNotice } from './proof/heads/keys-notice';
import { prepareDataFolder } from './platform/data-folder';
import { guardDataFolder } from './platform/private-files';
import { describeStartFailure } from './platform/start-failure';
import { LogSigners } from './proof/heads/log-signers';
import { createServer } from './server';

async function main(): Promise<void> {
  const settings = configFrom(process.env);
  prepareDataFolder(settings.dataDir);
  const { logs, config } = chosenStore(settings);
  process.stderr.write(guardDataFolder(config.dataDir));
  const app = await createServer(config, logs);
  serveFoundElsewhere(logs, app.get(Assemblies));
  app.enableShutdownHooks();
  const seeded = config.seedDemo ? await seedDemo(app, config.dataDir) : undefined;
  process.stderr.write(app.get(LogSigners).notice);
  const url = await listen(app, config);
  process.stdout.write(keysNotice(await app.get(LogSigners).keys()));
  process.stdout.write(await welcome(url, config, app.get(Tokens), app.get(Assemblies), seeded));
}

/** Fastify's own `listen`, which leaves it to us to say what is wrong. Returns where the server can be reached. */
async function listen(app: NestFastifyApplication, { host, port }: Config): Promise<string> {
  try {
    return await app.getHttpAdapter().getInstance().listen({ host, port });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    await app.close();
    throw new BadSetting(`PLENUM_PORT: port ${port} of ${host} is in use by another program`);
  }
}

main().catch((error: unknown) => {
  process.stderr.write(describeStartFailure(error, dataDirFrom(process.env)));
  process.exit(1);
});
