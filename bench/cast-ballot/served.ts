import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { leafHashOf, parseProof, provesLeaf } from '@plenum/event-log';
import { globalId } from '../../apps/api/src/platform/graphql/global-id';
import type { Word } from '../assembly/story';
import { WrongAnswer } from '../measure/bench';
import { castAt, PROPOSAL_ID } from './casts';
import { Connection } from './connection';
import { drive, type Drive, type ServerDrive } from './drive';
import type { Asked, Setting, Store, Told } from './server';

const MUTATION =
  'mutation Cast($input: CastBallotInput!) { castBallot(input: $input) { __typename ... on BallotRecorded { receipt { position repeated } } } }';
const JSON_MUTATION = JSON.stringify(MUTATION);
const PROPOSAL = globalId('Proposal', PROPOSAL_ID);
const TALLY = `{ tally(proposalId: "${PROPOSAL}") { position own scores { option score } } }`;
const RECORDED = '{"data":{"castBallot":{"__typename":"BallotRecorded","receipt":{"position":';
const FIRST_TIME = ',"repeated":false}}}}';

/** What a server says of the proposal. */
export interface TallyTold {
  readonly position: number;
  readonly own: string;
  readonly scores: Partial<Record<Word, string>>;
}

/** A server in a process of its own, and the connections to it. It counts the ballots it was sent. */
export class Served {
  private casts = 0;

  private constructor(
    private readonly child: ChildProcess,
    private readonly members: number,
    private readonly tokens: readonly string[],
    private readonly connections: readonly Connection[],
    private readonly port: number,
  ) {}

  static async start(store: Store, scratch: string, members: number, lanes: number): Promise<Served> {
    const setting: Setting = { store, directory: join(scratch, store), members };
    mkdirSync(setting.directory);
    const child = fork(join(__dirname, 'server.js'), [JSON.stringify(setting)]);
    const { port, tokens } = await told(child, 'ready');
    const connections = await Promise.all(Array.from({ length: lanes }, () => Connection.open(port)));
    return new Served(child, members, tokens, connections, port);
  }

  get ballotsSent(): number {
    return this.casts;
  }

  /** Ballots as GraphQL mutations over HTTP, one at a time on each connection. Throws `WrongAnswer`. */
  overHttp(seconds: number): Promise<ServerDrive> {
    return this.driven((first) => this.post(seconds, first));
  }

  /** The same ballots inside the server, without HTTP and GraphQL. */
  inside(seconds: number): Promise<ServerDrive> {
    return this.driven(async (first) => {
      this.ask({ ask: 'drive', lanes: this.connections.length, seconds, first });
      return (await told(this.child, 'driven')).drive;
    });
  }

  /** Receipts of events all over the log, on connections of their own; each is checked. A connection hands bytes on as characters. Throws `WrongAnswer`. */
  async receipts(seconds: number, lanes: number): Promise<Drive> {
    const connections = await Promise.all(Array.from({ length: lanes }, () => Connection.open(this.port)));
    try {
      return await drive(lanes, seconds, 0, async (index, lane) => {
        const position = 1 + ((index * 7_919) % this.members);
        const body = await connections[lane]!.post(this.tokens[index % this.tokens.length]!, receiptQuery(position));
        const { data } = JSON.parse(body) as { data?: { receiptProof?: { text: string } } };
        const proof = data?.receiptProof && parseProof(Buffer.from(data.receiptProof.text, 'latin1'));
        if (proof?.index !== position - 1 || !provesLeaf(proof, leafHashOf(proof.extra!)))
          throw new WrongAnswer(`receiptProof: ${body}`);
      });
    } finally {
      for (const connection of connections) connection.close();
    }
  }

  private async driven(run: (first: number) => Promise<Drive>): Promise<ServerDrive> {
    const before = await this.processorSeconds();
    const driven = await run(this.casts);
    this.casts += driven.casts;
    return { ...driven, processorSeconds: (await this.processorSeconds()) - before };
  }

  private post(seconds: number, first: number): Promise<Drive> {
    return drive(this.connections.length, seconds, first, async (index, lane) => {
      const { member, choice } = castAt(index, this.members);
      const body = await this.connections[lane]!.post(this.tokens[member]!, mutation(choice));
      if (!body.startsWith(RECORDED) || !body.endsWith(FIRST_TIME)) throw new WrongAnswer(`castBallot: ${body}`);
    });
  }

  private async processorSeconds(): Promise<number> {
    this.ask({ ask: 'processor' });
    return (await told(this.child, 'processor')).seconds;
  }

  async tally(): Promise<TallyTold> {
    const body = await this.connections[0]!.post(this.tokens[0]!, JSON.stringify({ query: TALLY }));
    const { data } = JSON.parse(body) as { data?: { tally?: Omit<TallyTold, 'scores'> & { scores: Score[] } } };
    if (data?.tally === undefined) throw new WrongAnswer(`tally: ${body}`);
    const scores = data.tally.scores.map(({ option, score }) => [option, score]);
    return { ...data.tally, scores: Object.fromEntries(scores) as TallyTold['scores'] };
  }

  /** Resolves when the server has closed its log and its process is gone. */
  async end(): Promise<void> {
    for (const connection of this.connections) connection.close();
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.ask({ ask: 'end' });
    await gone;
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }

  private ask(asked: Asked): void {
    this.child.send(asked);
  }
}

function receiptQuery(position: number): string {
  return JSON.stringify({ query: `{ receiptProof(position: ${position}) { text } }` });
}

interface Score {
  readonly option: Word;
  readonly score: string;
}

function mutation(choice: Word): string {
  const input = { proposalId: PROPOSAL, commandId: randomUUID(), choice };
  return `{"query":${JSON_MUTATION},"variables":{"input":${JSON.stringify(input)}}}`;
}

/** The child's next message, which must be of this kind. */
function told<Kind extends Told['tell']>(child: ChildProcess, kind: Kind): Promise<Extract<Told, { tell: Kind }>> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new WrongAnswer(`the server ended with ${code}`));
    child.once('exit', onExit);
    child.once('message', (message) => {
      child.off('exit', onExit);
      const said = message as Told;
      if (said.tell === kind) resolve(said as Extract<Told, { tell: Kind }>);
      else reject(new WrongAnswer(`the server said ${said.tell} instead of ${kind}`));
    });
  });
}
