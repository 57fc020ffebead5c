import type { EventStoreDBClient } from '@eventstore/db-client';
import { clientFor } from './client';

/** What the client calls on and keeps open: it closes its streams when it is disposed of, but not this. */
interface Channel {
  close(): void;
}

interface Connecting {
  createChannel(): Promise<Channel>;
}

/**
 * A client and the calls under way on it. Once it is left it is let go of when the last of them has ended: a read that the client
 * cancels would never end.
 */
export class CountedClient {
  readonly client: EventStoreDBClient;
  private readonly channels = new Set<Channel>();
  private underWay = 0;
  private isLeft = false;
  private gone: Promise<void> | undefined;

  /** Throws `BadEventStoreUrl`. Nothing is connected before the first call. */
  constructor(url: string) {
    this.client = clientFor(url);
    const connecting = this.client as unknown as Connecting;
    const connect = connecting.createChannel.bind(this.client);
    connecting.createChannel = async () => this.opened(await connect());
  }

  async during<T>(call: (client: EventStoreDBClient) => Promise<T>): Promise<T> {
    this.underWay += 1;
    try {
      return await call(this.client);
    } finally {
      this.underWay -= 1;
      this.letGoWhenIdle();
    }
  }

  /** Nothing new is called on it. */
  leave(): void {
    this.isLeft = true;
    this.letGoWhenIdle();
  }

  /** Let go of it now, if that was not done before; resolves when its streams have ended. */
  dispose(): Promise<void> {
    return (this.gone ??= this.letGo());
  }

  private letGoWhenIdle(): void {
    if (this.isLeft && this.underWay === 0) void this.dispose();
  }

  private async letGo(): Promise<void> {
    await this.client.dispose();
    for (const channel of this.channels) channel.close();
  }

  /** A search for the leader may end after everybody has gone. */
  private opened(channel: Channel): Channel {
    this.channels.add(channel);
    if (this.gone !== undefined) channel.close();
    return channel;
  }
}
