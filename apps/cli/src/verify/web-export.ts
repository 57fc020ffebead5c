import {
  CHECKPOINT_FILE,
  isFinding,
  ProofMalformed,
  TiledLog,
  TiledSuspect,
  VerifierKey,
  type Finding,
  type LogRule,
  type SuspectEntry,
  type SuspectLog,
} from '@plenum/event-log';
import { headsIn } from './heads';
import type { Subject } from './subject';
import { Undecidable } from './undecidable';
import type { WebFiles } from './web-files';

/** What a host that lacks a file, or sends another, can make of a log that is as good as it was. */
const OF_THE_HOST: ReadonlySet<LogRule> = new Set<LogRule>(['tile-form', 'bundle-form']);

/**
 * An export that lies on a web host; undefined where the host has no checkpoint. What does not arrive as a file of a log says nothing
 * of the log (`Undecidable`, also while it is read); what does arrive is judged as in a folder.
 */
export async function openWebExport(files: WebFiles): Promise<Subject | undefined> {
  const log = new TiledLog((name, most) => files.read(name, most));
  const checkpoint = await log.checkpoint();
  if (checkpoint === undefined) return undefined;
  const from = files.urlOf(CHECKPOINT_FILE);
  const { heads, findings } = headsIn(from, checkpoint);
  const [malformed] = findings;
  if (malformed !== undefined) throw new Undecidable(`${from} did not arrive as a signed head: ${malformed.found}`);
  return {
    name: from.slice(0, -CHECKPOINT_FILE.length - 1),
    log: new WebSuspect(new TiledSuspect(log, heads[0]!.checkpoint.size)),
    heads,
    key: keyOf(await log.key()),
    keyIsTheServers: false,
    onTheWeb: true,
    findings: [],
    close: () => undefined,
  };
}

/** A key of the host's own is a convenience: where it is none, it is as if it were not there. */
function keyOf(bytes: Uint8Array | undefined): VerifierKey | undefined {
  try {
    return bytes && VerifierKey.parse(Buffer.from(bytes).toString('utf8').replace(/\n$/, ''));
  } catch (error) {
    if (error instanceof ProofMalformed) return undefined;
    throw error;
  }
}

/** A log as it comes over the web: what does not come ends the audit, and is not held against the log. */
class WebSuspect implements SuspectLog {
  constructor(private readonly tiles: TiledSuspect) {}

  get size(): number {
    return this.tiles.size;
  }

  async *pages(): AsyncIterable<readonly (SuspectEntry | Finding)[]> {
    for await (const page of this.tiles.pages()) {
      const missing = page.find((one): one is Finding => isFinding(one) && OF_THE_HOST.has(one.rule));
      if (missing !== undefined) throw new Undecidable(sayingOf(missing));
      yield page;
    }
  }
}

function sayingOf({ where, expected, found }: Finding): string {
  return `the host does not give ${where} as a file of a log: expected ${expected}, found ${found}`;
}
