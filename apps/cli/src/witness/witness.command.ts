import type { Command } from 'commander';
import {
  cosign,
  formatNote,
  HASH_BYTES,
  isFinding,
  leafHashOf,
  TileTree,
  type Checkpoint,
  type SuspectLog,
  VerifierKey,
} from '@plenum/event-log';
import { writeWhole } from '../export/output-file';
import { assemblyOption, collected } from '../options';
import { Stopped, stopIfInterrupted } from '../terminal/stopped';
import { print, type Terminal } from '../terminal/terminal';
import { audit } from '../verify/audit';
import { headsOf, policyIn } from '../verify/auditing';
import { newestOf, type FoundHead } from '../verify/heads';
import { Judged } from '../verify/judged';
import { givenKeys } from '../verify/key-text';
import { textReport } from '../verify/report';
import { openSubject, type Subject } from '../verify/subject';
import { judgementOf } from '../verify/verdict';
import { handedOn, readableAgain } from './handed-on';
import { WitnessFolder } from './witness-folder';

const HELP = `
The log is verified whole, and must go on from the head that this witness cosigned last. Then its newest head is cosigned
(C2SP tlog-cosignature) and written out: hand it back to the assembly, and give your verifier key to its members, who put it into
their policy. Of several witnesses each hands back a file of its own, and plenum verify takes them all; or with --head the signatures of those
before stay on the head, and one file has them all; with --policy without those that the witnesses there did not sign. The folder holds the witness's key and what it has seen; keep it, and keep it to
yourself.

Examples:
  plenum witness riu-clar-export --key agenda-key.txt --folder my-witness --name peer.example/witness
  plenum witness riu-clar-export --key agenda-key.txt --folder my-witness --head peer.checkpoint
  plenum verify riu-clar-export --policy policy.txt --head cosigned.checkpoint`;

interface Options {
  readonly key: readonly string[];
  readonly folder: string;
  readonly name?: string;
  readonly out: string;
  readonly assembly?: string;
  readonly head: readonly string[];
  readonly policy?: string;
}

export function addWitness(program: Command, terminal: Terminal): void {
  program
    .command('witness')
    .summary('verify a log and cosign its newest head')
    .description('Verify the log at PATH, see that it goes on from what this witness saw, and cosign its newest head.')
    .argument('<path>', 'an export directory, a log file or a data folder')
    .requiredOption('--key <key>', "the log's verifier key, or a file that holds it; may be given again", collected)
    .requiredOption('--folder <folder>', "the witness's own folder; a new one is begun with --name")
    .option('--name <name>', 'name of a new witness, such as peer.example/witness')
    .option('--out <file>', 'where the cosigned head goes; - for standard output', 'cosigned.checkpoint')
    .option(
      '--head <file>',
      'the head as other witnesses cosigned it, to be handed on; may be given again',
      collected,
      [],
    )
    .option('--policy <file>', 'the witnesses whose lines are checked before they are handed on (C2SP tlog-policy)')
    .addOption(assemblyOption())
    .addHelpText('after', HELP)
    .action((path: string, options: Options) => witness(path, options, terminal));
}

async function witness(path: string, options: Options, terminal: Terminal): Promise<void> {
  const keys = await givenKeys(options.key);
  const folder = new WitnessFolder(options.folder, options.name);
  const { assembly } = options;
  const copies = await headsOf(options.head);
  const known = options.policy === undefined ? undefined : await policyIn(options.policy);
  const witnesses = [...(known?.witnesses.values() ?? []), folder.key.verifier];
  const subject = await openSubject(path, assembly === undefined ? {} : { assembly });
  try {
    const newest = newestOf(subject.heads);
    if (newest === undefined) throw new Stopped('HEAD_MISSING', `there is no head at ${path} to cosign`);
    const seen = folder.seen(newest.checkpoint.origin);
    const key = await keyOfValid(subject, newest.checkpoint, keys, [...seenBefore(seen), ...copies], terminal);
    const proof = await proofFrom(seen, newest.checkpoint, subject.log, terminal);
    const head = handedOn(newest, copies, witnesses, folder.key.verifier);
    for (const one of head.leftOut) terminal.err.write(`${one}\n`);
    const at = Math.floor(Date.now() / 1000);
    const note = Buffer.from(formatNote(head.checkpoint.note));
    const answer = readableAgain(() => cosign(note, key, folder.key, { ...(seen && { seen }), proof, at }));
    if ('refused' in answer) throw new Stopped(answer.refused, 'this head is not cosigned');
    folder.remember(newest.checkpoint.origin, answer.note);
    await writeWhole(options.out, terminal, (output) => print(output, answer.note));
    const { size, origin } = newest.checkpoint;
    terminal.err.write(`cosigned the head of ${size} events of ${origin} as ${folder.key.verifier.toString()}\n`);
  } finally {
    subject.close();
  }
}

/**
 * A witness says only that a log goes on from what it was; this one also reads it, and says nothing of a log that is wrong. Answers with the
 * key that signs the newest head, which may have followed the one that was given.
 */
async function keyOfValid(
  subject: Subject,
  newest: Checkpoint,
  keys: readonly VerifierKey[],
  earlier: readonly FoundHead[],
  { interrupted, out }: Terminal,
): Promise<VerifierKey> {
  const verdict = await audit(subject, { keys, earlier, interrupted, onPage: () => undefined });
  const judgement = judgementOf(verdict);
  if (judgement !== 'valid') {
    await print(out, textReport(verdict, keys[0]));
    throw new Judged(judgement, 'not cosigned');
  }
  const period = verdict.keys.findLast(({ from }) => from <= newest.size);
  if (period !== undefined) return VerifierKey.parse(period.key);
  throw new Stopped(
    'HEAD_MISSING',
    `the head beside the log, of ${newest.size} events, is from before any key that was given; give the key of that time too, or have the log make a newer head`,
  );
}

function seenBefore(seen: Checkpoint | undefined): readonly FoundHead[] {
  return seen === undefined ? [] : [{ from: 'what this witness saw', checkpoint: seen }];
}

/** Memory: 32 bytes an event. */
async function proofFrom(
  seen: Checkpoint | undefined,
  { size }: Checkpoint,
  log: SuspectLog,
  { interrupted }: Terminal,
): Promise<readonly Uint8Array[]> {
  if (seen === undefined || seen.size === 0 || seen.size > size) return [];
  const leaves = Buffer.alloc(size * HASH_BYTES);
  const tree = new TileTree(async (first, count) => leaves.subarray(first * HASH_BYTES, (first + count) * HASH_BYTES));
  for await (const page of log.pages()) {
    stopIfInterrupted(interrupted);
    for (const one of page) {
      if (isFinding(one) || tree.size >= size) continue;
      const hash = leafHashOf(one.bytes);
      leaves.set(hash, tree.size * HASH_BYTES);
      tree.add(hash);
    }
  }
  return tree.consistencyProof(seen.size, size);
}
