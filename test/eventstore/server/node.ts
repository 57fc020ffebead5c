import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo, Server as NetServer, Socket } from 'node:net';
import { type Metadata, Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData } from '@grpc/grpc-js';
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { SupportedMethod, SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import {
  type DeleteReq,
  DeleteResp,
  type ReadReq,
  type ReadResp,
  type TombstoneReq,
  TombstoneResp,
} from '@eventstore/db-client/generated/streams_pb';
import type { ServerWritableStream } from '@grpc/grpc-js';
import { append, batchAppend, type Commit } from './appending';
import { EventDatabase } from './event-database';
import { accessDenied, notAuthenticated, notLeader, notReady } from './failures';
import { clearDoor, lockedDoor } from './front-door';
import { clusterInfo, type Member } from './gossip';
import { read } from './reading';
import { streamNameOf } from './wire';

/**
 * What becomes of one append: it goes through, its answer is lost with the connection, it never arrives, or the server has it and
 * falls silent.
 */
export type Fate = 'goes-through' | 'answer-is-lost' | 'never-arrives' | 'is-never-answered';

export interface NodeOptions {
  /** The server's settings as `/info/options` tells them, such as `{ UnsafeDisableFlushToDisk: 'True' }`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** False: as for an account that may not see them. */
  readonly settingsShown?: boolean;
  /** What the node is told at first of `allShown`. */
  readonly allShown?: boolean;
  /** Older servers know only `Append`. */
  readonly batchAppends?: boolean;
  /** TLS with this certificate and key (PEM), and nobody served without this log-in. */
  readonly secured?: {
    readonly certificate: string;
    readonly key: string;
    readonly user: string;
    readonly password: string;
  };
}

/**
 * One server that speaks the client's protocol: gRPC, and HTTP/1.1 on the same port for its settings, as a real one does. It
 * proves the shape of the wire and what clients do when it breaks; not disks, replication or elections.
 */
export class ProtocolNode {
  port = 0;
  /** What happens to the next appends; `undefined` and after: they go through. */
  fateOf: () => Fate = () => 'goes-through';
  /** The others of the cluster, itself included; a node alone leads. */
  members: () => readonly Member[] = () => [{ host: '127.0.0.1', port: this.port, state: 'leader', alive: true }];
  /** As a process that is paused: calls are taken, and nobody is ever answered. */
  silent = false;
  /** True: subscriptions stand and hear of nothing new, as at a node that was cut off from the others. */
  cutOff = false;
  /** How many of its newest events a stream does not show to reads yet, while subscriptions on other nodes do. */
  readsBehind = 0;
  /** What happens before a stream is read; the reader waits for it. */
  beforeRead: (stream: string) => Promise<void> = async () => undefined;
  /** False: whoever asks for the members waits in vain. */
  gossips = true;
  /** False: who follows `$all` is refused, as an account without rights to it. */
  allShown: boolean;
  private readonly sockets = new Set<Socket>();
  private grpc: Server | undefined;
  private listener: NetServer | undefined;

  constructor(
    readonly database = new EventDatabase(),
    private readonly options: NodeOptions = {},
  ) {
    this.allShown = options.allShown ?? true;
  }

  get url(): string {
    return `esdb://127.0.0.1:${this.port}?tls=false`;
  }

  /** Listen: on a free port the first time, on the same one afterwards. */
  async start(): Promise<this> {
    this.grpc = new Server();
    this.grpc.addService(StreamsService, this.streams());
    this.grpc.addService(ServerFeaturesService, { getSupportedMethods: this.supportedMethods() });
    this.grpc.addService(GossipService, { read: this.gossip() });
    const injector = this.grpc.createConnectionInjector(ServerCredentials.createInsecure());
    const http = createHttpServer((request, response) => {
      const { settingsShown } = this.options;
      if (!this.isLogin(request.headers.authorization)) response.writeHead(401).end();
      else if (request.url !== '/info/options' || settingsShown === false) response.writeHead(404).end();
      else response.end(JSON.stringify(this.settings()));
    });
    const opened = (socket: Socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket)).on('error', () => undefined);
    };
    const rooms = { grpc: injector, http, opened };
    const { secured } = this.options;
    this.listener = secured ? lockedDoor(rooms, secured.certificate, secured.key) : clearDoor(rooms);
    this.listener.listen(this.port, '127.0.0.1');
    await once(this.listener, 'listening');
    this.port = (this.listener.address() as AddressInfo).port;
    return this;
  }

  /** As a process that dies: every connection breaks. The database stays. */
  async stop(): Promise<void> {
    const { listener } = this;
    this.listener = undefined;
    if (listener === undefined) return;
    const closed = once(listener, 'close');
    listener.close();
    this.breakConnections();
    await closed;
    this.grpc?.forceShutdown();
  }

  /** How many connections stand, whoever has opened them. */
  get connections(): number {
    return this.sockets.size;
  }

  breakConnections(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  private leader(): Member | undefined {
    return this.members().find(({ state, alive }) => state === 'leader' && alive);
  }

  private settings(): readonly { readonly name: string; readonly value: string }[] {
    const settings = { MemDb: 'False', UnsafeDisableFlushToDisk: 'False', ...this.options.settings };
    return Object.entries(settings).map(([name, value]) => ({ name, value }));
  }

  private streams() {
    const commit: Commit = async (stream, expected, events, metadata) => {
      if (this.silent) return undefined;
      this.admit(metadata);
      const fate = this.fateOf();
      const appended = fate === 'never-arrives' ? undefined : this.database.append(stream, expected, events);
      if (fate === 'goes-through') return appended;
      if (fate !== 'is-never-answered') this.breakConnections();
      return undefined;
    };
    return {
      append: append(commit, this.database.maxAppendBytes),
      batchAppend: batchAppend(commit),
      read: async (call: ServerWritableStream<ReadReq, ReadResp>) => {
        if (this.silent) return;
        const options = call.request.getOptions()!;
        try {
          this.admit(call.metadata);
          if (!this.allShown && options.hasAll()) throw accessDenied();
        } catch (failure) {
          return call.emit('error', failure);
        }
        if (options.hasStream()) await this.beforeRead(streamNameOf(options.getStream()!));
        return read(this.database, call, this);
      },
      delete: (call: ServerUnaryCall<DeleteReq, DeleteResp>, answer: sendUnaryData<DeleteResp>) => {
        this.database.softlyDelete(streamNameOf(call.request.getOptions()!));
        answer(null, new DeleteResp());
      },
      tombstone: (call: ServerUnaryCall<TombstoneReq, TombstoneResp>, answer: sendUnaryData<TombstoneResp>) => {
        this.database.tombstone(streamNameOf(call.request.getOptions()!));
        answer(null, new TombstoneResp());
      },
    };
  }

  /** Throws what the server would send to one who is not let in, or must ask elsewhere. */
  private admit(metadata: Metadata): void {
    if (!this.isLogin(metadata.get('authorization')[0]?.toString())) throw notAuthenticated();
    if (metadata.get('requires-leader')[0] !== 'true') return;
    const leader = this.leader();
    if (leader === undefined) throw notReady();
    if (leader.port !== this.port) throw notLeader(leader);
  }

  private isLogin(authorization: string | undefined): boolean {
    const { secured } = this.options;
    if (secured === undefined) return true;
    return authorization === `Basic ${Buffer.from(`${secured.user}:${secured.password}`).toString('base64')}`;
  }

  private supportedMethods() {
    const names = [
      'Append',
      'Read',
      'Delete',
      'Tombstone',
      ...(this.options.batchAppends === false ? [] : ['BatchAppend']),
    ];
    const methods = names.map((name) =>
      new SupportedMethod().setServiceName('event_store.client.streams.Streams').setMethodName(name),
    );
    const supported = new SupportedMethods().setEventStoreServerVersion('24.10.0').setMethodsList(methods);
    return (_call: unknown, answer: sendUnaryData<SupportedMethods>) => answer(null, supported);
  }

  private gossip() {
    return (_call: unknown, answer: sendUnaryData<ReturnType<typeof clusterInfo>>) => {
      if (this.gossips && !this.silent) answer(null, clusterInfo(this.members()));
    };
  }
}
