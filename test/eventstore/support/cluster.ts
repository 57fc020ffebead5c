import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreLogs, type EventStoreOptions } from '../../../libs/event-log/src/eventstoredb/event-store-logs';
import { EventDatabase } from '../server/event-database';
import { type Fate, ProtocolNode } from '../server/node';

/**
 * Nodes that agree on one database, one of them the leader. Replication is taken for granted: what is tried here is how a
 * client finds its way.
 */
export class Cluster {
  private readonly folder = mkdtempSync(join(tmpdir(), 'plenum-cluster-'));
  private readonly open: EventStoreLogs[] = [];
  /** Undefined while a leader is elected. */
  private leader: number | undefined = 0;
  private readonly alive: boolean[];

  private constructor(private readonly nodes: readonly ProtocolNode[]) {
    this.alive = nodes.map(() => true);
    for (const node of nodes) {
      node.members = () =>
        nodes.map(({ port }, index) => ({
          ...{ host: '127.0.0.1', port },
          state: this.leader === undefined ? 'unknown' : index === this.leader ? 'leader' : 'follower',
          alive: this.alive[index]!,
        }));
    }
  }

  static async of(size: number): Promise<Cluster> {
    const database = new EventDatabase();
    const nodes = Array.from({ length: size }, () => new ProtocolNode(database));
    for (const node of nodes) await node.start();
    return new Cluster(nodes);
  }

  set fateOf(fateOf: () => Fate) {
    for (const node of this.nodes) node.fateOf = fateOf;
  }

  get url(): string {
    return `esdb://${this.nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}?tls=false`;
  }

  pathOf(copies: string): string {
    return join(this.folder, copies);
  }

  logs(options: Partial<EventStoreOptions> = {}): EventStoreLogs {
    const copies = this.pathOf(String(this.open.length));
    const logs = new EventStoreLogs(this.url, { copies, ...options });
    this.open.push(logs);
    return logs;
  }

  /** The leader dies, the next node is elected, and the dead one comes back as a follower. */
  async failOver(): Promise<void> {
    const dead = this.leader!;
    this.alive[dead] = false;
    await this.nodes[dead]!.stop();
    this.leader = (dead + 1) % this.nodes.length;
    await this.nodes[dead]!.start();
    this.alive[dead] = true;
  }

  /** The leader is paused, as with its machine: its connections stand, the others take it for dead and elect the next. */
  silenceLeader(): void {
    const silent = this.leader!;
    this.nodes[silent]!.silent = true;
    this.alive[silent] = false;
    this.leader = (silent + 1) % this.nodes.length;
  }

  /**
   * Nobody leads for so long, or has time to tell who else is there; meanwhile the connections to the old leader break. Unit:
   * milliseconds.
   */
  async electFor(durationMs: number): Promise<void> {
    const before = this.leader!;
    this.leader = undefined;
    for (const node of this.nodes) node.gossips = false;
    await new Promise((resolve) => setTimeout(resolve, durationMs / 4));
    this.nodes[before]!.breakConnections();
    await new Promise((resolve) => setTimeout(resolve, (3 * durationMs) / 4));
    for (const node of this.nodes) node.gossips = true;
    this.leader = (before + 1) % this.nodes.length;
  }

  async end(): Promise<void> {
    await Promise.all(this.open.map((logs) => logs.close()));
    for (const node of this.nodes) await node.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
