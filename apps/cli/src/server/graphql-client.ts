import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, type Client } from 'graphql-ws';
import { Stopped, stopIfInterrupted } from '../terminal/stopped';

interface GraphqlError {
  readonly message: string;
  readonly extensions?: { readonly code?: string };
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly GraphqlError[];
}

/** Unit: bytes. No question of ours has a longer answer, and a server that means ill could send for ever. */
const LONGEST_ANSWER = 64 * 1024 * 1024;

export type Variables = Readonly<Record<string, unknown>>;

export interface Watcher<Data> {
  readonly hear: (data: Data) => void;
  /** Called once, when the subscription ends for a reason that is not the watcher's own. */
  readonly fail: (reason: Stopped) => void;
}

/** One bearer's view of a server: questions over HTTP, subscriptions over one socket (graphql-ws protocol). */
export class GraphqlClient {
  private socket: Client | undefined;

  constructor(
    private readonly url: string,
    /** Nobody asks without one, which a server says. */
    private readonly token: string | undefined,
    private readonly interrupted: AbortSignal,
  ) {}

  /** Throws `Stopped`: `SERVER_UNREACHABLE`, or the code of the first error in the answer. */
  async ask<Data>(query: string, variables: Variables = {}): Promise<Data> {
    const { data, errors } = await this.post({ query, variables });
    if (errors !== undefined && errors.length > 0) throw stoppedBy(errors);
    return data as Data;
  }

  /** Hear every message of a subscription, until the returned function is called. */
  watch<Data>(query: string, variables: Variables, { hear, fail }: Watcher<Data>): () => void {
    this.socket ??= createClient({
      url: endpoint(this.url).replace(/^http/, 'ws'),
      connectionParams: { authorization: `Bearer ${this.token}` },
    });
    return this.socket.subscribe<Data>(
      { query, variables },
      {
        next: ({ data, errors }) => {
          if (errors !== undefined && errors.length > 0) fail(stoppedBy(errors as readonly GraphqlError[]));
          else if (data != null) hear(data);
        },
        error: (reason) => fail(Array.isArray(reason) ? stoppedBy(reason as GraphqlError[]) : unreachableAt(this.url)),
        complete: () => undefined,
      },
    );
  }

  /** After `watch`: resolves when the socket is open, or cannot be, or after `patience` milliseconds. */
  async listening(patience: number): Promise<void> {
    const { socket } = this;
    if (socket === undefined) return;
    const settled = new Promise<void>((resolve) => {
      socket.on('connected', () => resolve());
      socket.on('closed', () => resolve());
    });
    await Promise.race([settled, sleep(patience, undefined, { ref: false })]);
  }

  async close(): Promise<void> {
    await this.socket?.dispose();
  }

  private async post(body: object): Promise<Answer> {
    const response = await fetch(endpoint(this.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(this.token && { authorization: `Bearer ${this.token}` }) },
      body: JSON.stringify(body),
      signal: this.interrupted,
    }).catch(() => {
      stopIfInterrupted(this.interrupted);
      throw unreachableAt(this.url);
    });
    if (response.status === 413) throw new Stopped('TOO_LARGE', 'the server does not take a message of this size');
    const answer = await jsonIn(response, this.url);
    stopIfInterrupted(this.interrupted);
    if (typeof answer === 'object' && answer !== null && ('data' in answer || 'errors' in answer))
      return answer as Answer;
    throw new Stopped('NOT_A_PLENUM', `${endpoint(this.url)} answered ${response.status}, and not as a Plenum does`);
  }
}

/** Undefined where it is none, or breaks off. Memory: `LONGEST_ANSWER`. */
async function jsonIn({ body }: Response, url: string): Promise<unknown> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of (body ?? []) as AsyncIterable<Uint8Array>) {
      size += piece.length;
      if (size > LONGEST_ANSWER) throw new Stopped('NOT_A_PLENUM', `${endpoint(url)} does not end its answer`);
      pieces.push(piece);
    }
    return JSON.parse(Buffer.concat(pieces, size).toString()) as unknown;
  } catch (error) {
    if (error instanceof Stopped) throw error;
    return undefined;
  }
}

/** A server prints its address with the path of its questions; both are taken. */
function endpoint(url: string): string {
  return `${url.replace(/(\/graphql)?\/*$/, '')}/graphql`;
}

function unreachableAt(url: string): Stopped {
  return new Stopped('SERVER_UNREACHABLE', `no server answers at ${url}`);
}

function stoppedBy(errors: readonly GraphqlError[]): Stopped {
  const [first] = errors;
  return new Stopped(first?.extensions?.code ?? 'FAULT', first?.message ?? 'the server gave no reason');
}
