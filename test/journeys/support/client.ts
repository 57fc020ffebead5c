import { randomUUID } from 'node:crypto';
import { documentOf, type MutationName } from './mutations';
import { Watch } from './watch';

/** JSON as GraphQL takes and gives it: any, since each story asks for fields of its own and compares what it got. */
export type Json = any;

export interface GraphqlError {
  readonly message: string;
  readonly extensions: { readonly code: string; readonly field?: string; readonly advice?: string };
}
export interface Reply {
  readonly data: Json;
  readonly errors?: readonly GraphqlError[];
}

/** A mutation's answer: the recorded thing with its receipt, or a refusal with its field. */
export interface Answer {
  readonly __typename: string;
  readonly receipt?: Receipt;
  readonly message?: string;
  readonly field?: string;
  readonly [detail: string]: Json;
}
export interface Receipt {
  readonly commandId: string;
  readonly position: number;
  readonly events: readonly string[];
  readonly leafHashes: readonly string[];
  readonly repeated: boolean;
}

/** Somebody with a token (or without one) who speaks GraphQL to the server. */
export class Client {
  constructor(
    readonly server: { readonly url: string },
    readonly token: string | undefined,
  ) {}

  /** The whole reply, errors included. */
  async ask(query: string, variables: Json = {}): Promise<Reply> {
    const reply = await this.post(JSON.stringify({ query, variables }));
    return (await reply.json()) as Reply;
  }

  post(body: string): Promise<Response> {
    const authorization: Record<string, string> =
      this.token === undefined ? {} : { authorization: `Bearer ${this.token}` };
    const headers = { 'content-type': 'application/json', ...authorization };
    return fetch(`${this.server.url}/graphql`, { method: 'POST', headers, body });
  }

  /** The data of a query that must succeed. */
  async read(query: string, variables: Json = {}): Promise<Json> {
    const { data, errors } = await this.ask(query, variables);
    if (errors !== undefined) throw new Error(`${query}: ${JSON.stringify(errors)}`);
    return data;
  }

  /** The code of the one error a request must meet. */
  async codeOf(query: string, variables: Json = {}): Promise<string> {
    const { errors = [] } = await this.ask(query, variables);
    return errors.map(({ extensions }) => extensions.code).join();
  }

  /** Send a command; without a command id of its own it is a new one. */
  async say(mutation: MutationName, input: Json = {}): Promise<Answer> {
    const data = await this.read(documentOf(mutation), { input: { commandId: randomUUID(), ...input } });
    return data[mutation] as Answer;
  }

  /** Send a command that must be recorded. */
  async do(mutation: MutationName, input: Json = {}): Promise<Answer & { readonly receipt: Receipt }> {
    const answer = await this.say(mutation, input);
    if (answer.receipt === undefined) throw new Error(`${mutation}: ${JSON.stringify(answer)}`);
    return answer as Answer & { readonly receipt: Receipt };
  }

  /** Subscribe over a socket of one's own. */
  watch(subscription: string, variables: Json = {}): Watch {
    return new Watch(this.server.url, this.token, subscription, variables);
  }
}
