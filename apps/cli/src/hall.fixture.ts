import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlenumEvent } from '@plenum/domain';
import { NO_STREAM, SqliteEventLogs, type EventLog, type LogJson } from '@plenum/event-log';
import { NameRegistry } from './server/server-parts';

/** A small assembly on a real log file whose writer is at work, as beside a running server. For specs. */
export interface Hall {
  readonly folder: string;
  readonly assemblyId: string;
  readonly log: EventLog;
  /** Found another assembly in the same folder. */
  another(): Promise<string>;
  store(stream: string, ...events: readonly PlenumEvent[]): Promise<void>;
  end(): Promise<void>;
}

export const aina = '11111111-1111-4111-8111-111111111111';
export const biel = '22222222-2222-4222-8222-222222222222';
export const carme = '33333333-3333-4333-8333-333333333333';
export const well = '44444444-4444-4444-8444-444444444444';

const enrolled = (memberId: string) => fact('MemberEnrolled', { memberId, weight: '1', votes: true });

/** Aina, Biel and Carme on the roll; Biel delegates to Aina; a proposal is drafted. Seven events. */
export async function openHall(): Promise<Hall> {
  const folder = mkdtempSync(join(tmpdir(), 'plenum-cli-'));
  const logs = new SqliteEventLogs(folder);
  const assemblyId = 'hall';
  const log = await logs.create(assemblyId);
  const hall: Hall = {
    ...{ folder, assemblyId, log },
    another: async () => found(await logs.create('annex'), 'The annex'),
    store: (stream, ...events) => append(log, stream, events),
    async end() {
      await logs.close();
      rmSync(folder, { recursive: true });
    },
  };
  await found(log, 'The village hall');
  await hall.store('roll', enrolled(aina), enrolled(biel), enrolled(carme));
  await hall.store(
    `delegations-${biel}`,
    fact('DelegationSet', { memberId: biel, scope: 'assembly', delegates: [aina] }),
  );
  await hall.store(`proposal-${well}`, fact('ProposalDrafted', draft));
  nameThem(folder, assemblyId);
  return hall;
}

const draft = { proposalId: well, title: 'Dig a new well', text: '', options: ['yes', 'no'], policyId: 'ordinary' };

export function fact<Type extends PlenumEvent['type']>(
  type: Type,
  data: Extract<PlenumEvent, { readonly type: Type }>['data'],
): PlenumEvent {
  return { type, version: 1, data } as PlenumEvent;
}

async function found(log: EventLog, name: string): Promise<string> {
  await append(log, 'assembly', [fact('AssemblyFounded', { name })]);
  return log.assemblyId;
}

async function append(log: EventLog, stream: string, events: readonly PlenumEvent[]): Promise<void> {
  const [revision] = (await log.readStream(stream)).slice(-1).map((event) => event.revision);
  await log.append({
    stream,
    expectedRevision: revision ?? NO_STREAM,
    events: events.map((event) => ({ ...event, data: event.data as { readonly [key: string]: LogJson } })),
    commandId: randomUUID(),
    commandDigest: '0'.repeat(64),
    actor: 'system:spec',
    at: '2026-11-24T18:00:00.000Z',
  });
}

function nameThem(folder: string, assemblyId: string): void {
  const registry = NameRegistry.open(folder, assemblyId);
  registry.add([
    { memberId: aina, name: 'Aina Roca' },
    { memberId: biel, name: 'Biel Font', number: '1002' },
    { memberId: carme, name: 'Biel Font', number: '1003' },
  ]);
  registry.close();
}
