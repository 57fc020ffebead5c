import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { isRefusal } from '@plenum/domain';
import { MemoryEventLogs, SqliteEventLogs, type EventLogs } from '@plenum/event-log';
import { CastBallotCommand, CastBallotHandler } from '../../apps/api/src/ballots/cast-ballot/cast-ballot.handler';
import { Tokens } from '../../apps/api/src/platform/access/tokens';
import { createServer } from '../../apps/api/src/server';
import { founding, opening } from '../assembly/story';
import { writeStory } from '../assembly/write-story';
import { WrongAnswer } from '../measure/bench';
import { ASSEMBLY_ID, castAt, membersOf, PROPOSAL_ID } from './casts';
import { drive, type Drive } from './drive';

/** The server under load, in a process of its own, as `fork` starts it. */

export type Store = 'group-commit' | 'one-sync-each' | 'memory';

/** The one argument, as JSON. */
export interface Setting {
  readonly store: Store;
  readonly directory: string;
  readonly members: number;
}

/** What the parent asks: load without HTTP, how long this process has used a processor, or an end. */
export type Asked =
  | { readonly ask: 'drive'; readonly lanes: number; readonly seconds: number; readonly first: number }
  | { readonly ask: 'processor' }
  | { readonly ask: 'end' };

export type Told =
  | { readonly tell: 'ready'; readonly port: number; readonly tokens: readonly string[] }
  | { readonly tell: 'driven'; readonly drive: Drive }
  | { readonly tell: 'processor'; readonly seconds: number }
  | { readonly tell: 'ended' };

const DAY_SECONDS = 86_400;

async function serve({ store, directory, members: count }: Setting): Promise<void> {
  const members = membersOf(count);
  const logs = logsOf(store, directory);
  await writeStory(await logs.create(ASSEMBLY_ID), [...founding(members), ...opening(PROPOSAL_ID, count)]);
  const headsDir = join(directory, 'heads');
  const config = { dataDir: directory, headsDir, host: '127.0.0.1', port: 0, development: false, seedDemo: false };
  const app = await createServer(config, logs);
  await app.listen(0, config.host);
  process.on('message', (asked: Asked) => void answer(app, members, asked).then(tell));
  const tokens = await tokensFor(app.get(Tokens), members);
  tell({ tell: 'ready', port: Number(new URL(await app.getUrl()).port), tokens });
}

function logsOf(store: Store, directory: string): EventLogs {
  if (store === 'memory') return new MemoryEventLogs();
  return new SqliteEventLogs(directory, store === 'one-sync-each' ? { maxGroupSize: 1 } : {});
}

function tokensFor(tokens: Tokens, members: readonly string[]): Promise<string[]> {
  const grant = { assemblyId: ASSEMBLY_ID, roles: ['member'] as const, lifetimeSeconds: DAY_SECONDS };
  return Promise.all(members.map((memberId) => tokens.issue({ ...grant, memberId })));
}

async function answer(app: NestFastifyApplication, members: readonly string[], asked: Asked): Promise<Told> {
  if (asked.ask === 'drive') return { tell: 'driven', drive: await driveRunner(app, members, asked) };
  if (asked.ask === 'processor') return { tell: 'processor', seconds: processorSeconds() };
  await app.close();
  return { tell: 'ended' };
}

function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** The same ballots without HTTP and GraphQL: straight to the handler and its runner. */
function driveRunner(
  app: NestFastifyApplication,
  members: readonly string[],
  { lanes, seconds, first }: Extract<Asked, { ask: 'drive' }>,
): Promise<Drive> {
  const handler = app.get(CastBallotHandler, { strict: false });
  return drive(lanes, seconds, first, async (index) => {
    const { member, choice } = castAt(index, members.length);
    const memberId = members[member]!;
    const origin = { assemblyId: ASSEMBLY_ID, commandId: randomUUID(), actor: memberId };
    const content = { proposalId: PROPOSAL_ID, memberId, choice };
    const answer = await handler.execute(new CastBallotCommand(origin, content));
    if (isRefusal(answer) || answer.events.length !== 1) throw new WrongAnswer(JSON.stringify(answer));
  });
}

function tell(told: Told): void {
  process.send!(told, () => told.tell === 'ended' && process.disconnect());
}

void serve(JSON.parse(process.argv[2]!) as Setting);
