import { createClient, type Client as SocketClient } from 'graphql-ws';
import { awaitUntil } from './await-until';
import type { GraphqlError, Json } from './client';

/** A subscription over WebSocket: every message it was sent, in order, and how it ended. */
export class Watch implements AsyncDisposable {
  readonly messages: Json[] = [];
  readonly errors: GraphqlError[] = [];
  ended = false;
  private readonly socket: SocketClient;
  private readonly leave: () => void;

  constructor(url: string, token: string | undefined, query: string, variables: Json) {
    this.socket = createClient({
      url: `${url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      ...(token === undefined ? {} : { connectionParams: { authorization: `Bearer ${token}` } }),
    });
    this.leave = this.socket.subscribe<Record<string, Json>>(
      { query, variables },
      {
        next: ({ data, errors }) => {
          if (data) this.messages.push(...Object.values(data));
          if (errors) this.errors.push(...(errors as unknown as GraphqlError[]));
        },
        error: (reason) => {
          this.errors.push(...(Array.isArray(reason) ? (reason as GraphqlError[]) : [closedBy(reason)]));
          this.ended = true;
        },
        complete: () => (this.ended = true),
      },
    );
  }

  get latest(): Json {
    return this.messages.at(-1);
  }

  /** The first message, past or coming, that fits. */
  until(what: string, fits: (message: Json) => boolean): Promise<Json> {
    return awaitUntil(what, async () => this.messages.find(fits) ?? (this.ended && this.fail(what)));
  }

  untilEnd(): Promise<boolean> {
    return awaitUntil('the end of the subscription', async () => this.ended);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.leave();
    await this.socket.dispose();
  }

  private fail(what: string): never {
    throw new Error(`${what}: the subscription ended before: ${JSON.stringify(this.errors)}`);
  }
}

/** The socket itself was closed: a code and a reason, no GraphQL error. */
function closedBy(reason: unknown): GraphqlError {
  const { code, reason: text } = reason as { code?: number; reason?: string };
  return { message: text ?? String(reason), extensions: { code: `SOCKET_${code ?? 'ERROR'}` } };
}
