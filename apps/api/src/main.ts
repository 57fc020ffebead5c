import { SqliteEventLogs } from '@plenum/event-log';
import { Tokens } from './platform/access/tokens';
import { Assemblies } from './platform/assemblies';
import { configFrom } from './platform/config';
import { seedDemo } from './demo/seed';
import { welcome } from './demo/welcome';
import { createServer } from './server';

async function main(): Promise<void> {
  const config = configFrom(process.env);
  const app = await createServer(config, new SqliteEventLogs(config.dataDir));
  app.enableShutdownHooks();
  const seeded = config.seedDemo ? await seedDemo(app, config.dataDir) : undefined;
  await app.listen(config.port, config.host);
  const url = (await app.getUrl()).replace('[::1]', 'localhost');
  process.stdout.write(await welcome(url, config, app.get(Tokens), app.get(Assemblies), seeded));
}

/** What went wrong at start, in one sentence and with what to do; a stack trace only for what nobody foresaw. */
main().catch((error: unknown) => {
  const { code, message, advice, stack } = error as {
    code?: string;
    message?: string;
    advice?: string;
    stack?: string;
  };
  process.stderr.write(advice === undefined ? `${stack ?? String(error)}\n` : `${code}: ${message}\n${advice}\n`);
  process.exit(1);
});
