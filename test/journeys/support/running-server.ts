import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { MemoryEventLogs, SqliteEventLogs, type EventLogs } from '@plenum/event-log';
import { Tokens, type TokenGrant } from '../../../apps/api/src/platform/access/tokens';
import { Assemblies } from '../../../apps/api/src/platform/assemblies';
import { chosenStore, serveFoundElsewhere, type ChosenStore } from '../../../apps/api/src/platform/event-logs';
import type { Config } from '../../../apps/api/src/platform/config';
import type { MailSettings } from '../../../apps/api/src/platform/mail-settings';
import { SERVER_AUDIENCE } from '../../../apps/api/src/platform/access/roles';
import { createServer } from '../../../apps/api/src/server';
import { EventStorePlace } from '../../eventstore/support/event-store-place';
import { Client } from './client';
import { FarAwayLogs, type Latency } from './far-away-logs';
import { MovableClock } from './movable-clock';

const DAY_SECONDS = 86_400;

/** The real server on a free port, with a data folder of its own that goes when it goes. */
export class RunningServer implements AsyncDisposable {
  private running: NestFastifyApplication | undefined;
  private store: ChosenStore | undefined;
  /** An event store of its own, which goes when it goes. */
  private place: EventStorePlace | undefined;
  /** Where it answers, such as `http://127.0.0.1:4711`. */
  url = '';

  private constructor(
    private makeLogs: (dataDir: string) => EventLogs,
    private readonly mail?: MailSettings,
    readonly dataDir = mkdtempSync(join(tmpdir(), 'plenum-journey-')),
    readonly clock = new MovableClock(),
    private readonly eventStoreUrl?: string,
  ) {}

  /**
   * Facts are gone when it stops: for stories in which nothing restarts. With `PLENUM_JOURNEYS_ON=eventstore` they are told over
   * the EventStore protocol instead.
   */
  static async inMemory(): Promise<RunningServer> {
    if (process.env['PLENUM_JOURNEYS_ON'] !== 'eventstore')
      return new RunningServer(() => new MemoryEventLogs()).started();
    const place = await EventStorePlace.begin();
    const server = await RunningServer.onEventStore(place.node.url);
    server.place = place;
    return server;
  }

  /** `mail`: how it writes to members, if not into a file. */
  static onDisk(mail?: MailSettings): Promise<RunningServer> {
    return new RunningServer((dataDir) => new SqliteEventLogs(dataDir), mail).started();
  }

  /** In memory, at the end of a long line: for stories in which much happens at once. */
  static farAway(latency: Latency): Promise<RunningServer> {
    return new RunningServer(() => new FarAwayLogs(new MemoryEventLogs(), latency)).started();
  }

  /** On an event store; `beside` is another process of the same data folder and the same time. */
  static onEventStore(url: string, beside?: RunningServer, mail?: MailSettings): Promise<RunningServer> {
    const nowhere = (): EventLogs => new MemoryEventLogs();
    return new RunningServer(nowhere, mail, beside?.dataDir, beside?.clock, url).started();
  }

  /** On disk, and from the next start on at the end of a long line. */
  moveAway(latency: Latency): void {
    const near = this.makeLogs;
    this.makeLogs = (dataDir) => new FarAwayLogs(near(dataDir), latency);
  }

  get config(): Config {
    const { dataDir } = this;
    const headsDir = join(dataDir, 'elsewhere');
    const mail = this.mail === undefined ? {} : { mail: this.mail };
    return { dataDir, headsDir, host: '127.0.0.1', port: 0, development: false, seedDemo: false, ...mail };
  }

  get app(): NestFastifyApplication {
    if (this.running === undefined) throw new Error('the server is down');
    return this.running;
  }

  /** Begin to serve (again) from the data folder. */
  async start(): Promise<void> {
    const { logs, config } = (this.store = this.chosenStore());
    this.running = await createServer(config, logs, this.clock);
    serveFoundElsewhere(logs, this.running.get(Assemblies));
    await this.running.listen(0, '127.0.0.1');
    this.url = await this.running.getUrl();
  }

  /** Orderly, as on Ctrl-C. The data folder stays. */
  async stop(): Promise<void> {
    await this.running?.close();
    this.running = undefined;
    this.store?.release();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.end();
  }

  async end(): Promise<void> {
    await this.stop();
    await this.place?.end();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  tokenFor(grant: Omit<TokenGrant, 'lifetimeSeconds'> & { lifetimeSeconds?: number }): Promise<string> {
    return this.app.get(Tokens).issue({ lifetimeSeconds: 60 * DAY_SECONDS, ...grant });
  }

  /** Who may found assemblies. */
  async founder(): Promise<Client> {
    return new Client(this, await this.tokenFor({ assemblyId: SERVER_AUDIENCE, roles: ['admin'] }));
  }

  private chosenStore(): ChosenStore {
    if (this.eventStoreUrl !== undefined) return chosenStore({ ...this.config, eventStoreUrl: this.eventStoreUrl });
    return { logs: this.makeLogs(this.dataDir), config: this.config, release: () => undefined };
  }

  private async started(): Promise<this> {
    await this.start();
    return this;
  }
}
