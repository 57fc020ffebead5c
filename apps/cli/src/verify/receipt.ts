import {
  envelopeOf,
  isOfAnotherKey,
  leafHashOf,
  logSignatureOf,
  parseCanonicalJson,
  parseProof,
  ProofMalformed,
  provesLeaf,
  shown,
  UnstorableEvent,
  type Checkpoint,
  type Envelope,
  type LogJson,
  type TlogProof,
  type VerifierKey,
} from '@plenum/event-log';
import { ExitCode, Stopped } from '../terminal/stopped';
import { globalId, type NodeKind } from '../server/server-parts';
import { assemblyIn, mustBeOfOneLog, papersOf } from './another-log';
import { beyondAReceipt } from './beyond-a-receipt';
import { ANOTHER_KEY } from './heads';
import { Judged } from './judged';
import { isReceipt, isReceiptButForItsFirstLine } from './kept-text';
import { insteadOfAReceipt } from './kind-of-file';

/** Check a receipt offline and say in plain words what it proves. Throws `Judged` unless it is good, and `Stopped` where it is none. */
export function checkedReceipt(text: Uint8Array, file: string, keys: readonly VerifierKey[]): string {
  const proof = read(text, file);
  const { extra, index, checkpoint } = proof;
  if (extra === undefined)
    throw new Judged(
      'undecided',
      'UNDECIDED: the receipt does not hold the event itself, so there is nothing to hash.',
    );
  if (!provesLeaf(proof, leafHashOf(extra)))
    throw new Judged(
      'invalid',
      `INVALID: the path does not lead from event ${index + 1} to the root of the signed head.`,
    );
  const envelope = envelopeIn(extra);
  const facts = [...factsOf(envelope, index), `head      ${checkpoint.origin}, ${checkpoint.size} events`, ''].join(
    '\n',
  );
  if (keys.length === 0)
    throw new Judged(
      'undecided',
      `${facts}UNDECIDED: the path is right, but only the log's key can say whether the head is. Give it with --key, as printed on the agenda.`,
    );
  // Keys of several assemblies may be given for receipts of each.
  if (!keys.some(({ name }) => assemblyIn(name) === assemblyIn(checkpoint.origin)))
    mustBeOfOneLog([{ what: file, origin: checkpoint.origin }, ...papersOf([], keys)]);
  requireSigned(checkpoint, keys, facts);
  return `${facts}VALID: the log had this event at that place when the head was signed.\n${beyondAReceipt(envelope, index + 1)}`;
}

/** A key that was replaced since is not known from a receipt: whose another key of the log's name is, only whoever has it can say. */
function requireSigned(checkpoint: Checkpoint, keys: readonly VerifierKey[], facts: string): void {
  const states = keys.map((key) => logSignatureOf(checkpoint, key));
  if (states.includes('signed')) return;
  if (states.includes('forged'))
    throw new Judged('invalid', `${facts}INVALID: the head is forged: its signature is wrong.`);
  if (isOfAnotherKey(checkpoint, keys))
    throw new Judged('undecided', `${facts}UNDECIDED: the head is signed by another key than you gave. ${ANOTHER_KEY}`);
  throw new Judged('invalid', `${facts}INVALID: the head is not signed by ${keys.join(' or ')}.`);
}

/** Of what is no receipt at all nothing can be said, least of all that it is wrong. */
function read(bytes: Uint8Array, file: string): TlogProof {
  if (isReceiptButForItsFirstLine(bytes))
    throw new Judged(
      'invalid',
      `INVALID: ${file} was changed in line 1: it is not c2sp.org/tlog-proof@v1, as a receipt begins. What follows has the form of a receipt: look for a whole copy.`,
    );
  if (!isReceipt(bytes))
    throw new Stopped('NOT_A_RECEIPT', `${file} is not a receipt file: ${whyNone(bytes, file)}`, ExitCode.usage);
  try {
    return parseProof(bytes);
  } catch (error) {
    if (!(error instanceof ProofMalformed)) throw error;
    const { what, reason, message } = error;
    const how = what === 'proof' ? reason : `is not as a receipt was written: ${message}`;
    throw new Judged('invalid', `INVALID: ${file} ${how}. Look for a whole copy.`);
  }
}

function whyNone(bytes: Uint8Array, file: string): string {
  if (bytes.length === 0) return 'it is empty';
  return insteadOfAReceipt(bytes, file) ?? 'no line of it is c2sp.org/tlog-proof@v1, as a receipt begins';
}

function envelopeIn(bytes: Uint8Array): Envelope {
  try {
    const envelope = envelopeOf(parseCanonicalJson(bytes));
    if (!('wrongKey' in envelope)) return envelope;
    throw new Judged(
      'invalid',
      `INVALID: the event in the receipt is not in the form of this log (${envelope.wrongKey}).`,
    );
  } catch (error) {
    if (!(error instanceof UnstorableEvent)) throw error;
    throw new Judged('invalid', `INVALID: the event in the receipt is not in the form of this log: ${error.message}`);
  }
}

function factsOf({ type, at, actor, data }: Envelope, index: number): readonly string[] {
  const details = Object.entries(data).map(([key, value]) => `  ${key.padEnd(12)}${valueText(key, value)}`);
  return [`event     ${index + 1}, ${type}`, `recorded  ${at} (the server's clock)`, `asked by  ${actor}`, ...details];
}

const KINDS: Readonly<Record<string, NodeKind>> = { memberId: 'Member', proposalId: 'Proposal' };

/** Ids also in the form in which the server shows them to people. */
function valueText(key: string, value: LogJson): string {
  if (typeof value !== 'string') return shown(JSON.stringify(value));
  const kind = KINDS[key];
  return kind === undefined ? shown(value) : `${shown(value)} = ${shown(globalId(kind, value))}`;
}
