import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { MemoryEventLogs } from '@plenum/event-log';
import type { GraphQLSchema } from 'graphql';
import { Tokens } from '../../apps/api/src/platform/access/tokens';
import { createServer } from '../../apps/api/src/server';

/** The real server, not listening, with its log in memory: what the laws look at. */
export class TheApp {
  private constructor(
    private readonly app: NestFastifyApplication,
    private readonly folder: string,
  ) {}

  static async built(): Promise<TheApp> {
    const dataDir = mkdtempSync(join(tmpdir(), 'plenum-house-'));
    const headsDir = join(dataDir, 'elsewhere');
    const config = { dataDir, headsDir, host: '127.0.0.1', port: 0, development: false, seedDemo: false };
    return new TheApp(await createServer(config, new MemoryEventLogs()), dataDir);
  }

  get schema(): GraphQLSchema {
    return this.app.get(GraphQLSchemaHost).schema;
  }

  get tokens(): Tokens {
    return this.app.get(Tokens);
  }

  async close(): Promise<void> {
    await this.app.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
