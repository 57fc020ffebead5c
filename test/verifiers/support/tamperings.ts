import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson, CHECKPOINT_FILE, type LogJson, type SignerKey, type StoredBytes } from '@plenum/event-log';
import { renumbered, signerOf, writeExport } from './exported';
import { oneOf, type Numbers } from './random-policy';

/** An export that was made, and what is needed to spoil a copy of it. */
export interface Spoiled {
  readonly directory: string;
  readonly assemblyId: string;
  readonly entries: readonly StoredBytes[];
  /** The log's key. */
  readonly signer: SignerKey;
  readonly next: Numbers;
}

type JsonObject = { readonly [key: string]: LogJson };
type Event = { readonly type: string; readonly revision: number; readonly data: JsonObject } & JsonObject;

const eventOf = ({ bytes }: StoredBytes) => JSON.parse(Buffer.from(bytes).toString()) as Event;
const bytesOf = (event: JsonObject) => Buffer.from(canonicalJson(event));

export type Tampering = (export_: Spoiled) => Promise<void> | void;

/** What somebody can do to an export without the log's key. */
export const withoutTheKey: Readonly<Record<string, Tampering>> = {
  'a bit of an event turned over': (one) => turnOver(one, oneOf(one.next, filesIn(one, 'tile/entries'))),
  'a bit of a hash turned over': (one) => turnOver(one, oneOf(one.next, filesIn(one, 'tile/0'))),
  'a bit of the head turned over': (one) => turnOver(one, CHECKPOINT_FILE),
  'a file cut short': (one) => {
    const file = join(one.directory, oneOf(one.next, filesIn(one, 'tile')));
    truncateSync(file, one.next(statSync(file).size));
  },
  'a file taken away': (one) => rmSync(join(one.directory, oneOf(one.next, filesIn(one, 'tile')))),
  'the end cut off, and the head of then put there': (one) =>
    rewrite(one, one.entries.slice(0, -1 - one.next(5)), one.signer),
  'two events in each other’s place': (one) =>
    keepingTheHead(one, (events) => {
      const at = one.next(events.length - 1);
      return events.with(at, events[at + 1]!).with(at + 1, events[at]!);
    }),
  'an event taken out': (one) => keepingTheHead(one, (events) => events.toSpliced(one.next(events.length), 1)),
  'an event put in twice': (one) =>
    keepingTheHead(one, (events) => {
      const at = one.next(events.length - 1);
      return events.toSpliced(at, 0, events[at]!);
    }),
  'another weight on the roll, with its hash': (one) =>
    keepingTheHead(one, (events) => changed(one, events, 'MemberEnrolled', (data) => ({ ...data, weight: '7/5' }))),
  'signed by another key of that name': (one) => rewrite(one, one.entries, signerOf(one.assemblyId)),
};

/** What the operator can do, who has the key, and what only the count can show. All of it is spelt and ordered as it should be. */
export const tellingAnother: Readonly<Record<string, Tampering>> = {
  'another choice in a ballot': (one) => anew(one, (events) => changed(one, events, 'BallotCast', otherChoice)),
  'a choice that nobody was asked': (one) =>
    anew(one, (events) => changed(one, events, 'BallotCast', (data) => ({ ...data, choice: 'perhaps' }))),
  'another weight on the roll': (one) =>
    anew(one, (events) => changed(one, events, 'MemberEnrolled', (data) => ({ ...data, weight: '7/5' }))),
  'a vote for a guest': (one) =>
    anew(one, (events) => changed(one, events, 'MemberEnrolled', (data) => ({ ...data, votes: !data['votes'] }))),
  'another delegate': (one) =>
    anew(one, (events) =>
      changed(one, events, 'DelegationSet', (data) => ({ ...data, delegates: [data['memberId']!] })),
    ),
  'other hands': (one) =>
    anew(one, (events) =>
      changed(one, events, 'HandCountRecorded', (data) => ({ ...data, totals: { yes: 0, no: 0, abstain: 0 } })),
    ),
  'another score in a result': (one) =>
    anew(one, (events) => changed(one, events, 'ResultCertified', (data) => withResult(data, { valid: '99' }))),
  'another outcome in a result': (one) =>
    anew(one, (events) =>
      changed(one, events, 'ResultCertified', (data) => withResult(data, { outcome: 'approved', winners: ['no'] })),
    ),
  'a result of another close': (one) =>
    anew(one, (events) => changed(one, events, 'ResultCertified', (data) => ({ ...data, closedPosition: 3 }))),
};

/** What the operator can do, who has the key, and what the log's own form and order show. */
export const breakingTheStory: Readonly<Record<string, Tampering>> = {
  'a place left out in a stream': (one) =>
    anew(one, (events) => {
      const at = one.next(events.length);
      const event = eventOf(one.entries[at]!);
      return events.with(at, bytesOf({ ...event, revision: event.revision + 1 }));
    }),
  'a space that does not belong': (one) =>
    anew(one, (events) => {
      const at = one.next(events.length);
      return events.with(at, Buffer.from(Buffer.from(events[at]!).toString().replace(':', ': ')));
    }),
  'a key too many': (one) =>
    anew(one, (events) => changed(one, events, 'ProposalDrafted', (data) => ({ ...data, extra: 1 }))),
  'a kind of event from another release': (one) =>
    anew(one, (events) => {
      const at = one.next(events.length);
      return events.with(at, bytesOf({ ...eventOf(one.entries[at]!), type: 'MemberPraised' }));
    }),
};

function otherChoice(data: JsonObject): JsonObject {
  return { ...data, choice: data['choice'] === 'yes' ? 'no' : 'yes' };
}

function withResult(data: JsonObject, change: JsonObject): JsonObject {
  return { ...data, result: { ...(data['result'] as JsonObject), ...change } };
}

/** One of the events of this type with other data; where there is none, the log stays as it is. */
function changed(
  { entries, next }: Spoiled,
  events: readonly Uint8Array[],
  type: string,
  change: (data: JsonObject) => JsonObject,
): readonly Uint8Array[] {
  const places = entries.flatMap((entry, index) => (eventOf(entry).type === type ? [index] : []));
  if (places.length === 0) return events;
  const at = oneOf(next, places);
  const event = eventOf(entries[at]!);
  return events.with(at, bytesOf({ ...event, data: change(event.data) }));
}

function filesIn({ directory }: Spoiled, folder: string): string[] {
  return readdirSync(join(directory, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(directory.length + 1))
    .sort();
}

function turnOver({ directory, next }: Spoiled, name: string): void {
  const file = join(directory, name);
  const bytes = readFileSync(file);
  bytes[next(bytes.length)]! ^= 1 << next(8);
  writeFileSync(file, bytes);
}

type Change = (events: readonly Uint8Array[]) => readonly Uint8Array[];

/** Bundles and tiles that fit each other, under the old head. */
async function keepingTheHead(one: Spoiled, change: Change): Promise<void> {
  const head = readFileSync(join(one.directory, CHECKPOINT_FILE));
  await anew(one, (events) => change(events).slice(0, one.entries.length));
  writeFileSync(join(one.directory, CHECKPOINT_FILE), head);
}

/** Everything fits and is signed. */
async function anew(one: Spoiled, change: Change): Promise<void> {
  await rewrite(one, renumbered(change(one.entries.map(({ bytes }) => bytes))), one.signer);
}

async function rewrite(one: Spoiled, entries: readonly StoredBytes[], signer: SignerKey): Promise<void> {
  rmSync(one.directory, { recursive: true });
  await writeExport(one.directory, one.assemblyId, entries, signer);
}
