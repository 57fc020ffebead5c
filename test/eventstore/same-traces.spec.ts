import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { count, printResult } from '@plenum/counting';
import { electionOf, emptyRecord, recordFold, upcast, type StoredEvent } from '@plenum/domain';
import { SqliteEventLogs, type AppendRequest, type EventLog, type LogJson } from '@plenum/event-log';
import * as fc from 'fast-check';
import { attempt, beginnings, deeds } from '../../libs/domain/src/record/deeds.contract';
import { fence, roof } from '../../libs/domain/src/record/people.contract';
import { streamOf } from '../../libs/domain/src/record/story.contract';
import type { ProtocolNode } from './server/node';
import { EventStorePlace, realServer } from './support/event-store-place';
import { numbersFrom } from './support/numbers-from';

const TRACES = Number(process.env['PLENUM_TRACES'] ?? (process.env['PLENUM_LONG'] ? 1_000 : 8));

/** The commands of one random history of an assembly, the same for the same seed. */
function traceOf(seed: number): readonly AppendRequest[] {
  const [begin, tried] = fc.sample(fc.tuple(beginnings, deeds), { seed, numRuns: 1 })[0]!;
  const story = begin();
  for (const deed of tried) attempt(story, deed);
  return story.events.map((event, index) => ({
    stream: streamOf(event),
    expectedRevision: event.revision - 1,
    events: [{ type: event.type, version: event.version, data: event.data as { readonly [key: string]: LogJson } }],
    commandId: `command-${index}`,
    commandDigest: String(index).padStart(64, '0'),
    actor: 'system:trace',
    at: event.at,
  }));
}

/** What the log's bytes and hashes are, and what every proposal that was opened comes to. */
async function outcomeOf(log: EventLog) {
  let record = emptyRecord;
  for (const event of await log.readAll(0, 10_000)) record = recordFold.evolve(record, upcast(event) as StoredEvent);
  const elections = [roof, fence].map((proposalId) => electionOf(record, proposalId));
  return {
    stored: (await log.readBytes(0, 10_000)).map(({ bytes, leafHash }) => [
      Buffer.from(bytes).toString(),
      Buffer.from(leafHash).toString('hex'),
    ]),
    results: elections.map((election) => election && printResult(count(election))),
  };
}

/** The trace through two processes in turns that the seed decides, some of the answers lost on the way. */
async function onEventStore(place: EventStorePlace, seed: number, trace: readonly AppendRequest[]) {
  const next = numbersFrom(seed);
  const processes = [place.logs(), place.logs()];
  const assemblyId = `trace-${seed}`;
  const first = await processes[0]!.create(assemblyId);
  const logs = [first, await processes[1]!.open(assemblyId)];
  // A real server loses none when it is asked to.
  if (realServer === undefined) loseSomeAnswers(place.node, next);
  for (const request of trace) await logs[next(2)]!.append(request);
  const outcomes = [await outcomeOf(logs[0]!), await outcomeOf(logs[1]!)];
  for (const logs of processes) await logs.close();
  return outcomes;
}

function loseSomeAnswers(node: ProtocolNode, next: (below: number) => number): void {
  node.fateOf = () => (['answer-is-lost', 'never-arrives'] as const)[next(60)] ?? 'goes-through';
}

describe(`${TRACES} seeded histories in SQLite and over the EventStore protocol`, () => {
  let place: EventStorePlace;
  let folder: string;
  beforeAll(async () => {
    place = await EventStorePlace.onAnyServer();
    folder = mkdtempSync(join(tmpdir(), 'plenum-traces-'));
  });
  afterAll(async () => {
    await place.end();
    rmSync(folder, { recursive: true });
  });

  it('come to the same results to the byte, of the same stored bytes', async () => {
    const files = new SqliteEventLogs(folder);
    let counted = 0;
    for (let seed = 1; seed <= TRACES; seed += 1) {
      const trace = traceOf(seed);
      const file = await files.create(`trace-${seed}`);
      for (const request of trace) await file.append(request);
      const expected = await outcomeOf(file);

      const outcomes = await onEventStore(place, seed, trace);

      for (const outcome of outcomes) expect({ seed, ...outcome }).toEqual({ seed, ...expected });
      counted += expected.results.filter((result) => result !== undefined).length;
      await file.close();
    }
    // Histories in which nothing was ever opened would agree too.
    expect(counted).toBeGreaterThan(TRACES / 2);
  }, 3_600_000);
});
