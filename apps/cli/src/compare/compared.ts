import {
  isFinding,
  KeyChain,
  leafHashOf,
  LogAudit,
  type Envelope,
  type Finding,
  type SuspectLog,
  type VerifierKey,
} from '@plenum/event-log';
import { stopIfInterrupted } from '../terminal/stopped';
import { believable, claimedBy, type FoundHead } from '../verify/heads';
import { Undecidable } from '../verify/undecidable';

/** One of two logs, its heads, and the keys that they are believed by. */
export interface Side {
  readonly name: string;
  readonly log: SuspectLog;
  readonly heads: readonly FoundHead[];
  readonly keys: readonly VerifierKey[];
}

/** An event as one of the logs has it. */
export interface Saying {
  /** SHA-256 over the bytes as they are, hex. */
  readonly leafHash: string;
  /** Undefined where the bytes are no event. */
  readonly envelope: Envelope | undefined;
}

/** How two logs lie to each other. Sizes are in events. */
export type Relation =
  | { readonly kind: 'equal'; readonly size: number }
  /** All that the shorter one has stands in the longer one too, in the same places. */
  | { readonly kind: 'prefix'; readonly shorter: 0 | 1; readonly size: number; readonly more: number }
  /** `position` is the first event that differs. */
  | { readonly kind: 'fork'; readonly position: number; readonly says: readonly [Saying, Saying] };

export interface Comparison {
  readonly relation: Relation;
  /** What is wrong with each of the two by itself, up to where they were compared. */
  readonly findings: readonly [readonly Finding[], readonly Finding[]];
  /** What is wrong with the heads of both together. */
  readonly ofHeads: readonly Finding[];
  /** Root over the events read of each, base64. */
  readonly roots: readonly [string, string];
}

/** Reads two logs side by side from their first events to their ends. Memory as for one audit of each. */
export async function compared(
  sides: readonly [Side, Side],
  interrupted: AbortSignal,
  onEvent: (done: number) => void,
): Promise<Comparison> {
  const readers = [new Reader(sides[0]), new Reader(sides[1])] as const;
  let [size, one, other] = [0, await readers[0].next(), await readers[1].next()];
  while (one !== undefined && other !== undefined && one.leafHash === other.leafHash) {
    stopIfInterrupted(interrupted);
    onEvent((size += 1));
    [one, other] = [await readers[0].next(), await readers[1].next()];
  }
  const parted = one !== undefined && other !== undefined;
  for (const reader of readers) await restOf(reader, parted, interrupted);
  const [first, second] = readers;
  const longer = first.size >= second.size ? first : second;
  return {
    relation: relationOf(size, one, other, Math.max(first.size, second.size)),
    findings: [first.findings, second.findings],
    // The log that goes on further knows more of the keys.
    ofHeads: believable(
      sides.flatMap(({ heads }) => heads),
      longer.chain,
    ).findings,
    roots: [first.root, second.root],
  };
}

/** That two logs part stays found, whatever a host does with the rest of one. */
async function restOf(reader: Reader, parted: boolean, interrupted: AbortSignal): Promise<void> {
  try {
    await reader.readRest(interrupted);
  } catch (error) {
    if (!parted || !(error instanceof Undecidable)) throw error;
  }
}

/** `one` and `other` are the entries after the first `size`, which are equal. */
function relationOf(size: number, one: Saying | undefined, other: Saying | undefined, longest: number): Relation {
  if (one !== undefined && other !== undefined) return { kind: 'fork', position: size + 1, says: [one, other] };
  if (one === undefined && other === undefined) return { kind: 'equal', size };
  return { kind: 'prefix', shorter: one === undefined ? 0 : 1, size, more: longest - size };
}

/** More findings than this say nothing new. */
const MOST_FINDINGS = 20;

/** One log, checked entry by entry as it is read. */
class Reader {
  readonly chain: KeyChain;
  private readonly audit: LogAudit;
  private readonly found: Finding[] = [];
  private readonly entries: AsyncIterator<Saying, undefined>;

  constructor({ log, heads, keys }: Side) {
    this.chain = new KeyChain(keys);
    this.audit = new LogAudit(claimedBy(heads, this.chain), this.chain);
    this.entries = this.read(log);
  }

  get findings(): readonly Finding[] {
    return this.found;
  }

  /** Unit: events read. */
  get size(): number {
    return this.audit.size;
  }

  get root(): string {
    return Buffer.from(this.audit.head.root).toString('base64');
  }

  async next(): Promise<Saying | undefined> {
    const { done, value } = await this.entries.next();
    return done === true ? undefined : value;
  }

  /** To the end, so that heads that lie further on are compared too. */
  async readRest(interrupted: AbortSignal): Promise<void> {
    while ((await this.next()) !== undefined) stopIfInterrupted(interrupted);
  }

  private async *read(log: SuspectLog): AsyncGenerator<Saying, undefined> {
    for await (const page of log.pages()) {
      for (const one of page) {
        if (isFinding(one)) {
          this.report(one);
          continue;
        }
        const { envelope, findings } = this.audit.take(one);
        findings.forEach((finding) => this.report(finding));
        yield { leafHash: Buffer.from(leafHashOf(one.bytes)).toString('hex'), envelope };
      }
    }
    this.audit.finish().forEach((finding) => this.report(finding));
    return undefined;
  }

  private report(finding: Finding): void {
    if (this.found.length < MOST_FINDINGS) this.found.push(finding);
  }
}
