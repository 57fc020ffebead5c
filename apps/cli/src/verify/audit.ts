import {
  base64,
  canonicalJson,
  HASH_BYTES,
  isFinding,
  KeyChain,
  leafHashOf,
  LogAudit,
  shown,
  type Envelope,
  type Finding,
  type SuspectEntry,
  type SuspectLog,
  type TrustPolicy,
  type VerifierKey,
} from '@plenum/event-log';
import { stopIfInterrupted } from '../terminal/stopped';
import { withAdvice } from './advice';
import { assemblyIn, mustBeOfThisLog, papersOf } from './another-log';
import { BoundedLog, signedUpTo, type Allowance } from './bounded-log';
import { believable, claimedBy, keptElsewhere, newestOf, type FoundHead } from './heads';
import { keyWithoutHead } from './key-without-head';
import { notCheckedBy, undecidedBy, undecidedFrom, whoseKeyIs } from './not-known';
import type { RecountWatch } from './recount';
import { FirstFindings, inLogOrder } from './recounting/first-findings';
import { recountingOf, type ReadEvent, type Recounted, type Recounting } from './recounting/recounting';
import type { Subject } from './subject';
import { tablesBeside } from './tables-beside';
import { Undecidable } from './undecidable';
import type { AnyFinding, Verdict } from './verdict';
import { witnessed } from './witnessed';

export interface AuditOptions {
  /**
   * The keys that the auditor trusts, all of them the log's at some time. Without any, heads are checked with the one that lies beside the log;
   * where that came with a copy, nothing is decided, since whoever forges a log has a key for it too.
   */
  readonly keys?: readonly VerifierKey[];
  /** Heads that were kept from before. */
  readonly earlier: readonly FoundHead[];
  readonly policy?: TrustPolicy;
  /** Of a log on the web, how much is read that no trusted key has signed. */
  readonly mostUnsigned?: Allowance;
  readonly interrupted: AbortSignal;
  readonly onPage: (done: number, total: number | undefined) => void;
  /** Hears the events and results on the way, without a second reading. */
  readonly watch?: RecountWatch;
}

/** Read a log from its first event to its last and say what is wrong with it. Throws `Stopped` for papers of another log (wrong use). */
export async function audit(subject: Subject, options: AuditOptions): Promise<Verdict> {
  const { policy } = options;
  const earlier = keptElsewhere(options.earlier, subject);
  await mustBeOfThisLog(subject, papersOf(earlier, options.keys ?? []));
  const newest = newestOf(subject.heads) ?? newestOf(earlier);
  const fromPolicy = policy?.logs.find(({ name }) => name === newest?.checkpoint.origin);
  const trusted = options.keys?.length ? options.keys : [fromPolicy ?? []].flat();
  const chain = trusted.length > 0 ? new KeyChain(trusted) : chainBeside(subject);
  const unproven = trusted.length > 0 ? undefined : whoseKeyIs(subject);
  const heads = [...subject.heads, ...earlier];
  const reading = new Reading(new LogAudit(claimedBy(heads, chain), chain), newest);
  const { log } = subject;
  const bounded = subject.onTheWeb ? new BoundedLog(log, signedUpTo(heads, trusted), options.mostUnsigned) : log;
  const recounted = await reading.readAll(bounded, options);
  const believed = believable(reading.brokenOff ? heads.filter(reading.reached) : heads, chain);
  const byWitnesses = policy && witnessed(believed.signed, reading.events, chain.keys, policy);
  const keyInDoubt = keyWithoutHead(believed.signed, chain);
  const findings = findingsOf([...subject.findings, ...believed.findings], reading.findings, recounted.findings);
  const sizes = { read: reading.events, ofOwnHead: newestOf(subject.heads)?.checkpoint.size ?? 0 };
  return {
    log: newest?.checkpoint.origin ?? subject.name,
    ...reading.outcome(),
    ...{ recounted: recounted.recounted, findings: findings.listed.map((one) => withAdvice(one, sizes)) },
    keys: chain.keys.map(({ key, from }) => ({ key: key.toString(), from })),
    heads: believed.signed.length,
    ...(keyInDoubt === undefined ? {} : { keyInDoubt }),
    undecided: [
      ...(unproven?.undecided ?? []),
      ...(keyInDoubt === undefined ? [] : [keyInDoubt]),
      ...undecidedBy(believed.signed, chain),
      ...(byWitnesses?.undecided ?? []),
      ...undecidedFrom(recounted, findings.dropped),
    ],
    notChecked: [
      ...[unproven?.notChecked, subject.notRead].flatMap((lines) => lines ?? []),
      ...(byWitnesses?.notChecked ?? []),
      ...notCheckedBy({ earlier, ...(policy && { policy }) }, reading.events, believed),
      ...tablesBeside(log),
    ],
  };
}

class Reading {
  readonly findings = new FirstFindings();
  /** Set where the log could not be read to its end, after something was found wrong that stays wrong. */
  brokenOff = false;

  constructor(
    private readonly log: LogAudit,
    private readonly newest: FoundHead | undefined,
  ) {}

  get events(): number {
    return this.log.size;
  }

  readonly reached = ({ checkpoint }: FoundHead): boolean => checkpoint.size <= this.log.size;

  async readAll(log: SuspectLog, options: AuditOptions): Promise<Recounted> {
    const recounting = recountingOf(log.size, options.watch);
    try {
      return await this.readInto(recounting, log, options);
    } finally {
      await recounting.close();
    }
  }

  outcome(): Pick<Verdict, 'events' | 'root'> {
    const { size, root } = this.log.head;
    return { events: size, root: base64(root) };
  }

  private async readInto(
    recounting: Recounting,
    log: SuspectLog,
    { interrupted, onPage }: AuditOptions,
  ): Promise<Recounted> {
    try {
      for await (const page of log.pages()) {
        stopIfInterrupted(interrupted);
        await recounting.follow(page.flatMap((one) => this.checked(one)));
        onPage(this.log.size, log.size);
      }
    } catch (error) {
      if (error instanceof Undecidable) return this.upToHere(await recounting.finish(), error);
      throw error;
    }
    this.log.finish().forEach((finding) => this.findings.report(finding));
    return recounting.finish();
  }

  /** What was found before a host stopped giving the log; `reason` itself where that was nothing. */
  private upToHere(recounted: Recounted, reason: Undecidable): Recounted {
    if (this.findings.listed.length === 0 && recounted.findings.listed.length === 0) throw reason;
    this.brokenOff = true;
    return { ...recounted, stopped: `only the first ${this.log.size} events could be read: ${reason.message}` };
  }

  /** The event in an entry of the log, if one can be read. */
  private checked(one: SuspectEntry | Finding): ReadEvent | [] {
    if (isFinding(one)) {
      this.findings.report(one);
      return [];
    }
    const { envelope, findings } = this.log.take(one);
    for (const finding of findings) this.findings.report({ ...finding, ...sayingOf(envelope, finding) });
    if (envelope === undefined) return [];
    const { position, bytes } = one;
    if (position === 1) this.checkOrigin(envelope);
    const leafHash = one.leafHash?.length === HASH_BYTES ? one.leafHash : leafHashOf(bytes);
    return { position, bytes, leafHash, envelope };
  }

  /** A head says of which log it is by the last part of its origin. */
  private checkOrigin({ assembly }: Envelope): void {
    const origin = this.newest?.checkpoint.origin;
    if (origin === undefined || assemblyIn(origin) === assembly) return;
    this.findings.report({
      rule: 'origin',
      position: 1,
      expected: `an origin that ends in /${shown(assembly)}`,
      found: shown(origin),
    });
  }
}

/** What is wrong with the heads and keys themselves stands before all else. */
function findingsOf(
  ofHeads: readonly AnyFinding[],
  ofLog: FirstFindings,
  ofRecount: Recounted['findings'],
): FirstFindings {
  const all = new FirstFindings();
  for (const finding of [...ofHeads, ...inLogOrder(ofLog.listed, ofRecount.listed)]) all.report(finding);
  all.dropped += ofLog.dropped + ofRecount.dropped;
  return all;
}

/** Not where the finding is about a stretch: the event at its end need not be the one that is wrong. */
function sayingOf(envelope: Envelope | undefined, { between }: Finding): { readonly says?: string } {
  return envelope === undefined || between !== undefined
    ? {}
    : { says: shown(`${envelope.type} ${canonicalJson(envelope.data)}`) };
}

/** A data folder has every key that the server had, of which only the one in force lies there by itself: its log tells the others. */
export function chainBeside({ key, keyIsTheServers }: Subject): KeyChain {
  return new KeyChain([key ?? []].flat(), keyIsTheServers ? 'both-ways' : 'forward');
}
