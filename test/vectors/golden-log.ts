import { createHash } from 'node:crypto';
import { count, printCountFile } from '@plenum/counting';
import { countDigest, electionOf, recordToJson, type AssemblyRecord } from '@plenum/domain';
import { base64, canonicalJson, KeyChain, LogAudit, type LogJson, type SuspectEntry } from '@plenum/event-log';
import { Recount } from '../../apps/cli/src/verify/recount';
import type { AnyFinding } from '../../apps/cli/src/verify/verdict';

/** What a release made of a log, in hashes (SHA-256, hex) that must never change. */
export interface Golden {
  readonly events: number;
  /** Root over the events, base64. */
  readonly root: string;
  /** Over the whole record at the end, its maps in the order of their keys. */
  readonly state: string;
  /** By proposal, at its close: the count file, and the count document. */
  readonly results: { readonly [proposalId: string]: { readonly countFile: string; readonly document: string } };
}

/** Replay a log as an auditor does. Everything that is wrong with it comes out as findings. */
export function replayed(entries: Iterable<SuspectEntry>): { golden: Golden; findings: readonly AnyFinding[] } {
  const log = new LogAudit([], new KeyChain([]));
  const results: { [proposalId: string]: Golden['results'][string] } = {};
  let record: AssemblyRecord | undefined;
  const recount = new Recount({
    onEvent: (event, after) => {
      record = after;
      if (event.type === 'VotingClosed') results[event.data.proposalId] = resultOf(after, event.data.proposalId);
    },
  });
  const findings: AnyFinding[] = [];
  for (const entry of entries) {
    const { envelope, findings: ofLog } = log.take(entry);
    findings.push(...ofLog);
    if (envelope !== undefined) findings.push(...recount.take(entry.position, entry.leafHash!, envelope));
  }
  const { size, root } = log.head;
  return { golden: { events: size, root: base64(root), state: stateHash(record!), results }, findings };
}

function resultOf(atClose: AssemblyRecord, proposalId: string): Golden['results'][string] {
  const election = electionOf(atClose, proposalId)!;
  return { countFile: sha256(printCountFile(election)), document: countDigest(count(election)) };
}

function stateHash(record: AssemblyRecord): string {
  return sha256(canonicalJson(inOrder(JSON.parse(JSON.stringify(recordToJson(record))) as LogJson)));
}

/** Lists that stand for maps and sets; every other list is in an order that says something. */
const UNORDERED = new Set([
  ...['members', 'struck', 'delegations', 'proposals', 'commissions', 'series', 'meetings', 'present'],
  ...['byScope', 'ballots', 'hands', 'support', 'changed', 'absent'],
]);

function inOrder(value: LogJson, key = ''): LogJson {
  if (Array.isArray(value)) {
    const items = value.map((item) => inOrder(item as LogJson));
    if (!UNORDERED.has(key)) return items;
    return items.map((item) => canonicalJson(item)).sort().map((text) => JSON.parse(text) as LogJson);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, inOrder(one as LogJson, name)]));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A log as `plenum export --out FILE` writes it, one event a line. */
export function* entriesIn(lines: string): Iterable<SuspectEntry> {
  for (const line of lines.trimEnd().split('\n')) {
    const [, position, leafHash, event] = /^\{"position":(\d+),"leafHash":"([0-9a-f]{64})","event":(.*)\}$/.exec(line)!;
    yield { position: Number(position), leafHash: Buffer.from(leafHash!, 'hex'), bytes: Buffer.from(event!) };
  }
}
