import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  cosign,
  formatProof,
  KeyKind,
  leafHashOf,
  notesIn,
  parseCheckpoint,
  signCheckpoint,
  SignerKey,
  TileTree,
  writeTiledLog,
} from '@plenum/event-log';
import { editDatabase, keptAssembly, rewriting } from '../../../apps/cli/src/verify/assembly.fixture';
import { type } from '../../../apps/cli/src/typed.fixture';
import { Frontier } from '../../../libs/event-log/src/proof/merkle/frontier';

export type Events = readonly Uint8Array[];

/**
 * What an auditor may have in hand, all of one log and all sound: `export`, `folder` (as a server leaves it, with nothing in it but the log and its heads),
 * `head`, `earlier`, `receipt`, `policy`, `cosigned` and `key`, each a file or a folder of `sound`; and the same names, of other logs, in each of `others`.
 */
export interface SoundPlaces {
  readonly room: string;
  readonly sound: string;
  readonly others: readonly string[];
  readonly events: Events;
  readonly key: string;
  readonly witnessKey: string;
  /** Signs as the log does: for a log that its keeper writes anew. */
  readonly signer: SignerKey;
  readonly assemblyId: string;
  /** The signed text of every head that the log ever had, without its signatures. */
  readonly heads: ReadonlySet<string>;
  /** The text of each receipt that the log's key has signed, before the signatures of its head. */
  readonly receipts: ReadonlySet<string>;
  readonly member: string;
  readonly proposal: string;
  end(): void;
}

export const bodyOf = (text: string): string => text.split('\n\n— ')[0]!;

export async function soundPlaces(): Promise<SoundPlaces> {
  const kept = await keptAssembly();
  const room = mkdtempSync(join(tmpdir(), 'plenum-fuzz-'));
  const [sound, forged, foreign] = ['sound', 'forged', 'foreign'].map((name) => join(room, name)) as [
    string,
    string,
    string,
  ];
  const { assemblyId } = kept;
  const signer = SignerKey.parse(readFileSync(join(kept.folder, `${assemblyId}.signing.key`), 'utf8').trim());
  const witness = SignerKey.generate('peer.example', KeyKind.cosignature);
  const events = kept.events.map(({ bytes }) => bytes);
  const closed = JSON.parse(Buffer.from(events[kept.placeOf('"type":"VotingClosed"') - 1]!).toString()).data
    .proposalId as string;
  const member = JSON.parse(Buffer.from(events[kept.placeOf('"type":"MemberEnrolled"') - 1]!).toString()).data
    .memberId as string;
  const list = readdirSync(join(kept.folder, 'heads')).find((name) => name.endsWith('.checkpoints'))!;
  const heads = notesIn(readFileSync(join(kept.folder, 'heads', list), 'utf8'));

  // A second log that differs in one ballot, and a third that another key signed.
  const at = kept.placeOf('"type":"BallotCast"');
  const other = Buffer.from(
    Buffer.from(events[at - 1]!)
      .toString()
      .replace('"at":"2', '"at":"1'),
  );
  const logs = [
    { place: sound, log: events, key: signer, edit: [] },
    { place: forged, log: events.with(at - 1, other), key: signer, edit: [rewriting(at, other, true)] },
    {
      place: foreign,
      log: events.slice(0, -1),
      key: SignerKey.generate(signer.verifier.name, KeyKind.note),
      edit: [`DELETE FROM events WHERE position = ${events.length}`],
    },
  ];
  const receipts = new Set<string>();
  for (const { place, log, key, edit } of logs) {
    await writeExport(join(place, 'export'), assemblyId, log, key);
    const head = readFileSync(join(place, 'export', 'checkpoint'), 'utf8');
    const folder = join(place, 'folder');
    mkdirSync(folder);
    for (const name of [`${assemblyId}.log.db`, `${assemblyId}.checkpoint`, `${assemblyId}.verifier.key`, 'heads'])
      cpSync(join(kept.folder, name), join(folder, name), { recursive: true });
    if (edit.length > 0) editDatabase(folder, assemblyId, ...edit);
    if (place !== sound) {
      writeFileSync(join(folder, `${assemblyId}.checkpoint`), head);
      writeFileSync(join(folder, `${assemblyId}.verifier.key`), `${key.verifier}\n`);
      writeFileSync(join(folder, 'heads', list), head);
    }
    for (const [name, text] of Object.entries({
      head,
      earlier: place === sound ? heads.at(-2)! : headOf(log.slice(0, -5), key),
      receipt: await receiptOf(log, log.length - 3, head),
      key: `${key.verifier}\n`,
      policy: `# whom we trust\nlog ${key.verifier}\nwitness peer ${witness.verifier}\ngroup all any peer\nquorum all\n`,
      cosigned: cosigned(head, key, witness),
    }))
      writeFileSync(join(place, name), text);
    const count = await type(['export-count', closed, '--data', kept.folder, '--out', join(place, 'count')]);
    if (count.exitCode !== 0) throw new Error(count.err);
    // What the log's own key has signed of another log, a receipt alone cannot tell.
    if (key === signer) receipts.add(bodyOf(readFileSync(join(place, 'receipt'), 'utf8')));
  }
  kept.end();
  return {
    ...{ room, sound, others: [forged, foreign], events, signer, assemblyId, receipts, member, proposal: closed },
    key: signer.verifier.toString(),
    witnessKey: witness.verifier.toString(),
    heads: new Set([...heads, readFileSync(join(sound, 'head'), 'utf8')].map(bodyOf)),
    end: () => rmSync(room, { recursive: true, force: true }),
  };
}

/** An export of these events as whoever has the key would give it away. */
export async function writeExport(
  directory: string,
  assemblyId: string,
  events: Events,
  key: SignerKey,
): Promise<void> {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  const stored = events.map((bytes, index) => ({ position: index + 1, bytes, leafHash: leafHashOf(bytes) }));
  const log = { assemblyId, readBytes: async (after: number, limit: number) => stored.slice(after, after + limit) };
  const note = headOf(events, key);
  await writeTiledLog(directory, log, parseCheckpoint(Buffer.from(note)), () => undefined);
  writeFileSync(join(directory, 'checkpoint'), note);
  writeFileSync(join(directory, 'key'), `${key.verifier}\n`);
}

export function headOf(events: Events, key: SignerKey): string {
  const frontier = new Frontier();
  for (const one of events) frontier.add(leafHashOf(one));
  return signCheckpoint(frontier.head, key);
}

async function receiptOf(events: Events, index: number, head: string): Promise<string> {
  const tree = new TileTree(async () => Buffer.alloc(0));
  for (const one of events) tree.add(leafHashOf(one));
  return formatProof({ extra: events[index]!, index, path: await tree.inclusionProof(index) }, head);
}

function cosigned(head: string, key: SignerKey, witness: SignerKey): string {
  const answer = cosign(Buffer.from(head), key.verifier, witness, { proof: [], at: 1 });
  if ('refused' in answer) throw new Error(answer.refused);
  return answer.note;
}

/** Every event of a log file, read without anything of the auditor's, in a copy: what lies beside a database can change it when it is opened. */
export function rowsOf(file: string): Events {
  const copy = mkdtempSync(join(tmpdir(), 'plenum-fuzz-rows-'));
  try {
    for (const end of ['', '-wal', '-journal'])
      if (existsSync(`${file}${end}`)) cpSync(`${file}${end}`, join(copy, `log.db${end}`));
    const db = new DatabaseSync(join(copy, 'log.db'));
    const rows = db.prepare('SELECT bytes FROM events ORDER BY position').all() as { bytes: Uint8Array }[];
    db.close();
    return rows.map(({ bytes }) => bytes);
  } finally {
    rmSync(copy, { recursive: true });
  }
}
