import {
  isFinding,
  parseProof,
  ProofMalformed,
  type Finding,
  type SuspectEntry,
  type SuspectLog,
} from '@plenum/event-log';
import { GraphqlClient } from '../server/graphql-client';
import { Stopped, stopIfInterrupted } from '../terminal/stopped';
import { undecidableOf } from './undecidable';

const HEAD = '{ logHead { checkpoint verifierKey } }';
const EVENT = 'query ($position: Int!) { receiptProof(position: $position) { text leafHash } }';

/** Unit: events asked for at once, so that a way through the network is paid for many. */
const AT_ONCE = 16;

/** The newest signed head and the key, as a server tells them; undefined while nothing was signed. */
export interface ServedHead {
  readonly checkpoint: string;
  readonly verifierKey: string;
}

interface Answer {
  readonly receiptProof: { readonly text: string; readonly leafHash: string } | null;
}

/** Throws `Undecidable` when the server is away or does not answer to this token. */
export async function servedHead(client: GraphqlClient): Promise<ServedHead | undefined> {
  const { logHead } = await client.ask<{ logHead: ServedHead | null }>(HEAD).catch(undecidableOf);
  return logHead ?? undefined;
}

/** Unit: milliseconds. A server that is one says soon that it tells nobody nothing. */
const PATIENCE_MS = 20_000;

/** Whether a Plenum answers at `url` that only wants to know who asks. */
export async function asksWho(url: string, interrupted: AbortSignal): Promise<boolean> {
  const enough = AbortSignal.any([interrupted, AbortSignal.timeout(PATIENCE_MS)]);
  try {
    await new GraphqlClient(url, undefined, enough).ask(HEAD);
  } catch (error) {
    stopIfInterrupted(interrupted);
    return error instanceof Stopped && error.code === 'UNAUTHENTICATED';
  }
  return false;
}

/** The first `size` events of a server's log, each in the receipt that the server gives for it; no more where one is missing. */
export class ServedLog implements SuspectLog {
  constructor(
    private readonly client: GraphqlClient,
    readonly size: number,
  ) {}

  async *pages(): AsyncIterable<readonly (SuspectEntry | Finding)[]> {
    for (let first = 1; first <= this.size; first += AT_ONCE) {
      const positions = Array.from({ length: Math.min(AT_ONCE, this.size - first + 1) }, (_, at) => first + at);
      const page = await Promise.all(positions.map((position) => this.entry(position)));
      yield page;
      if (page.some(isFinding)) return;
    }
  }

  private async entry(position: number): Promise<SuspectEntry | Finding> {
    const { receiptProof } = await this.client.ask<Answer>(EVENT, { position }).catch(undecidableOf);
    const missing = (found: string): Finding => ({
      ...{ rule: 'no-gap', position, where: 'receiptProof' },
      ...{ expected: `event ${position} in a receipt`, found },
    });
    if (receiptProof === null) return missing('nothing');
    try {
      const { index, extra } = parseProof(Buffer.from(receiptProof.text));
      if (index !== position - 1) return missing(`a receipt of event ${index + 1}`);
      if (extra === undefined) return missing('a receipt without its event');
      return { position, bytes: extra, leafHash: Buffer.from(receiptProof.leafHash, 'hex') };
    } catch (error) {
      if (!(error instanceof ProofMalformed)) throw error;
      return missing(error.message);
    }
  }
}
