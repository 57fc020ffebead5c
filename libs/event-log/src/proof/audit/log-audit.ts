import { parseCanonicalJson } from '../../canonical-json';
import { leafHashOf, MAX_EVENT_BYTES } from '../../envelope';
import { UnstorableEvent } from '../../errors';
import { Frontier } from '../merkle/frontier';
import { HASH_BYTES, sameHash } from '../merkle/hashing';
import type { TreeHead } from '../merkle/verify';
import { KEY_ROTATED } from '../note/key-rotation';
import { type Envelope, envelopeOf } from './envelope-form';
import { type Finding, shown } from './finding';
import { type ClaimedHead, HeadChecks } from './head-checks';
import type { KeyChain } from './key-chain';
import { StoryChecks } from './story-checks';
import type { SuspectEntry } from './suspect-log';

/** What one entry came to. `envelope` is there when the bytes can be read, whatever else is wrong. */
export interface AuditedEntry {
  readonly envelope?: Envelope;
  readonly findings: readonly Finding[];
}

/**
 * Checks a log entry by entry, from the first on, against its own hashes, its own story and the heads that are known of
 * it. Memory grows with the number of streams and commands (20 to 30 bytes for each), never with bytes.
 */
export class LogAudit {
  private readonly computed = new Frontier();
  private readonly story = new StoryChecks();
  private readonly heads: HeadChecks;
  private expected = 1;

  /** `heads` say themselves whether they are signed; `keys` hears of every rotation before it is asked of a head that covers it. */
  constructor(
    heads: readonly ClaimedHead[],
    private readonly keys?: KeyChain,
  ) {
    this.heads = new HeadChecks(heads);
  }

  /** Unit: entries taken so far. */
  get size(): number {
    return this.computed.size;
  }

  /** The root over the bytes that were read. */
  get head(): TreeHead {
    return this.computed.head;
  }

  /** Unit: bytes kept of the entries taken so far. */
  get bytes(): number {
    return this.story.bytes;
  }

  take({ position, bytes, leafHash: stored }: SuspectEntry): AuditedEntry {
    const findings: Finding[] = [];
    const leafHash = stored?.length === HASH_BYTES ? stored : undefined;
    if (position !== this.expected)
      findings.push({
        rule: 'no-gap',
        position: this.expected,
        expected: `event ${this.expected}`,
        found: `event ${position}`,
      });
    this.expected = position + 1;
    const hash = leafHashOf(bytes);
    if (leafHash === undefined || !sameHash(hash, leafHash)) {
      findings.push({ rule: 'leaf-hash', position, expected: hexOf(leafHash), found: hexOf(hash) });
      this.heads.doubt(this.computed);
    }
    const envelope = readEnvelope(position, bytes, findings);
    if (this.keys !== undefined && envelope?.type === KEY_ROTATED)
      findings.push(...this.keys.follow(envelope.data, this.computed.head));
    this.computed.add(hash);
    this.heads.compare(this.computed, leafHash ?? hash, findings);
    if (envelope === undefined) return { findings };
    this.story.follow(position, envelope, findings);
    return { envelope, findings };
  }

  /** What can be said only at the end: heads that the log does not reach, heads of keys that it told of later, keys that it never had. */
  finish(): readonly Finding[] {
    const { size } = this;
    const { heads, keys } = this;
    return [...heads.ofNoEvents(), ...heads.unreached(size), ...heads.inRetrospect(), ...(keys?.finish(size) ?? [])];
  }
}

/** The envelope in `bytes`; undefined where none can be read, and `findings` then say why. */
function readEnvelope(position: number, bytes: Uint8Array, findings: Finding[]): Envelope | undefined {
  if (bytes.length > MAX_EVENT_BYTES) {
    const [expected, found] = [`at most ${MAX_EVENT_BYTES} bytes`, `${bytes.length} bytes`];
    findings.push({ rule: 'event-size', position, expected, found });
    return undefined;
  }
  try {
    const envelope = envelopeOf(parseCanonicalJson(bytes));
    if (!('wrongKey' in envelope)) return envelope;
    const where = shown(envelope.wrongKey);
    findings.push({
      rule: 'envelope',
      position,
      where,
      expected: 'the ten keys of an event',
      found: `${where} is wrong`,
    });
  } catch (error) {
    if (!(error instanceof UnstorableEvent)) throw error;
    const expected = 'canonical JSON (RFC 8785)';
    findings.push({ rule: 'canonical-bytes', position, expected, found: shown(error.message) });
  }
  return undefined;
}

function hexOf(hash: Uint8Array | undefined): string {
  return hash === undefined ? 'a stored hash of 32 bytes' : Buffer.from(hash).toString('hex');
}
