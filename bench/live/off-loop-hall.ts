import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRefusal, streams, type AssemblyRecord } from '@plenum/domain';
import { SqliteEventLogs } from '@plenum/event-log';
import { CastBallotCommand, CastBallotHandler } from '../../apps/api/src/ballots/cast-ballot/cast-ballot.handler';
import { Assemblies, type OpenAssembly } from '../../apps/api/src/platform/assemblies';
import { createServer } from '../../apps/api/src/server';
import { LiveTallies } from '../../apps/api/src/tallies/live-tally/live-tallies';
import { Standings } from '../../apps/api/src/tallies/standings';
import type { ReadFigures } from '../../apps/api/src/tallies/tally-now';
import { ballot, delegateOf, delegations, founding, idOf, wordOf, type Entry } from '../assembly/story';
import { writeStory } from '../assembly/write-story';
import { ASSEMBLY_ID, membersOf } from '../cast-ballot/casts';
import { WrongAnswer } from '../measure/bench';

export const LINE = { bench: 'live-off-loop' } as const;

/** In the area of which every member ranks two delegates, and without an area. */
export const [RANKED, PRIVATE] = [idOf('proposal', 1), idOf('proposal', 2)];
const AREA = 'energy';

/** Where large proposals are counted: as the server does, or as it would without a thread. */
export type Where = 'on the loop' | 'on a thread';

/** A server with an assembly of many members, two in five of whom have voted on each of two open proposals. */
export class Hall {
  private readonly standings: Record<Where, Standings>;
  private casts = 0;

  private constructor(
    private readonly app: Awaited<ReturnType<typeof createServer>>,
    private readonly assembly: OpenAssembly,
    private readonly memberIds: readonly string[],
  ) {
    this.standings = {
      'on the loop': new Standings({ members: Infinity, marks: Infinity }),
      'on a thread': app.get(Standings, { strict: false }),
    };
  }

  static async open(directory: string, members: number): Promise<Hall> {
    const memberIds = membersOf(members);
    const logs = new SqliteEventLogs(directory);
    await writeStory(await logs.create(ASSEMBLY_ID), storyOf(memberIds));
    const headsDir = join(directory, 'heads');
    const config = { dataDir: directory, headsDir, host: '127.0.0.1', port: 0, development: false, seedDemo: false };
    const app = await createServer(config, logs);
    return new Hall(app, await app.get(Assemblies).open(ASSEMBLY_ID), memberIds);
  }

  get members(): number {
    return this.memberIds.length;
  }

  get record(): AssemblyRecord {
    return this.assembly.view.record;
  }

  /** The tally as whoever asks now is told it. */
  async told(where: Where, proposalId: string): Promise<ReadFigures> {
    return (await this.standings[where].read(this.assembly, proposalId))!;
  }

  /** Shows a proposal to one subscriber. `stop` says how many tallies they heard after the first. */
  show(where: Where, proposalId: string): { readonly first: Promise<void>; readonly stop: () => number } {
    let heard = -1;
    let leave = () => {};
    const first = new Promise<void>((resolve, reject) => {
      const push = () => {
        heard++;
        resolve();
      };
      leave = new LiveTallies(this.standings[where]).listen(this.assembly, proposalId, { push, fail: reject });
    });
    const stop = () => {
      leave();
      return heard;
    };
    return { first, stop };
  }

  /** Ballots at a steady pace, each from the moment it should have been sent to the moment it is recorded. Unit: milliseconds. */
  async castAtPace(proposalId: string, perSecond: number, seconds: number): Promise<number[]> {
    const start = performance.now();
    const casts: Promise<number>[] = [];
    for (let index = 0; index < perSecond * seconds; index++) {
      const due = start + (index * 1000) / perSecond;
      const early = due - performance.now();
      if (early > 0) await sleep(early);
      casts.push(this.cast(proposalId).then(() => performance.now() - due));
    }
    return Promise.all(casts);
  }

  /** The next member's ballot, through the command runner. */
  async cast(proposalId: string): Promise<void> {
    const index = this.casts++;
    const memberId = this.memberIds[(index * 7) % this.members]!;
    const origin = { assemblyId: ASSEMBLY_ID, commandId: randomUUID(), actor: memberId };
    const content = { proposalId, memberId, choice: wordOf(index), channel: 'online' as const };
    const handler = this.app.get(CastBallotHandler, { strict: false });
    const answer = await handler.execute(new CastBallotCommand(origin, content));
    if (isRefusal(answer)) throw new WrongAnswer(JSON.stringify(answer));
  }

  async close(): Promise<void> {
    await this.app.close();
  }
}

/** All that is in the log when the server starts. */
export function* storyOf(members: readonly string[]): Iterable<Entry> {
  const [first, second] = [delegateOf(members.length, 4), delegateOf(members.length, 5)];
  yield* founding(members);
  yield* delegations(members, first);
  yield* rankings(members, first, second);
  for (const proposalId of [RANKED, PRIVATE]) {
    yield* opening(proposalId, members.length);
    for (const [index, memberId] of members.entries()) {
      if (index % 5 < 2) yield ballot(proposalId, memberId, wordOf(index));
    }
  }
}

/** In the area, each member ranks two delegates from among those before them. */
function* rankings(members: readonly string[], first: Int32Array, second: Int32Array): Iterable<Entry> {
  for (const [index, memberId] of members.entries()) {
    const delegates = [...new Set([first[index]!, second[index]!])].filter((one) => one !== -1);
    if (delegates.length === 0) continue;
    const data = { memberId, scope: `area:${AREA}`, delegates: delegates.map((one) => members[one]!) };
    yield { stream: streams.delegations(memberId), event: { type: 'DelegationSet', version: 1, data } };
  }
}

function* opening(proposalId: string, members: number): Iterable<Entry> {
  const stream = streams.proposal(proposalId);
  const area = proposalId === RANKED ? { area: AREA } : {};
  const wording = { title: 'Bench proposal', text: 'Shall we?', options: ['yes', 'no'], policyId: 'ordinary', ...area };
  yield { stream, event: { type: 'ProposalDrafted', version: 1, data: { proposalId, ...wording } } };
  const electorate = { members, weight: String(members) };
  const pinned = { charterVersion: 1, rollRevision: members - 1, electorate, closesAt: '2999-12-31T00:00:00.000Z' };
  yield { stream, event: { type: 'VotingOpened', version: 1, data: { proposalId, ...pinned } } };
}
