import { ProofMalformed } from '../malformed';
import { wholeNumber } from './base64';
import { type Checkpoint, logSignatureOf } from './checkpoint';
import { cosignatureOf } from './cosignature';
import { KeyKind, VerifierKey } from './note-key';

/**
 * Whom to trust (https://c2sp.org/tlog-policy): the keys of logs, the keys of witnesses, and how many of which witnesses
 * must have cosigned. One group level or many; no URLs are used, though they may stand there.
 */
export interface TrustPolicy {
  readonly logs: readonly VerifierKey[];
  readonly witnesses: ReadonlyMap<string, VerifierKey>;
  readonly groups: ReadonlyMap<string, WitnessGroup>;
  /** The name of a witness or a group, or `none`. */
  readonly quorum: string;
}

export interface WitnessGroup {
  readonly needed: number;
  readonly members: readonly string[];
}

const NONE = 'none';
const MOST_LINES = 1_000;

/** Read a policy file. Throws `ProofMalformed` naming the line. */
export function parsePolicy(text: string): TrustPolicy {
  const lines = text.split('\n');
  if (lines.length > MOST_LINES) throw new ProofMalformed('policy', `has more than ${MOST_LINES} lines`);
  const draft = new PolicyDraft();
  for (const [index, line] of lines.entries()) {
    const [word, ...rest] = line.split(/[ \t]+/).filter((part) => part !== '');
    if (word === undefined || word.startsWith('#')) continue;
    draft.read(`policy: line ${index + 1}`, word, rest);
  }
  return draft.finished();
}

/** Whether the checkpoint is signed by a listed log and cosigned as the quorum asks; otherwise what is missing. */
export function meetsPolicy(checkpoint: Checkpoint, policy: TrustPolicy): { readonly missing?: string } {
  if (!policy.logs.some((log) => logSignatureOf(checkpoint, log) === 'signed'))
    return { missing: 'no listed log signed it' };
  const cosigned = (name: string): boolean => {
    const group = policy.groups.get(name);
    if (group !== undefined) return group.members.filter(cosigned).length >= group.needed;
    return cosignatureOf(checkpoint, policy.witnesses.get(name)!).state === 'signed';
  };
  return policy.quorum === NONE || cosigned(policy.quorum)
    ? {}
    : { missing: `the quorum "${policy.quorum}" is not met` };
}

class PolicyDraft {
  private readonly logs: VerifierKey[] = [];
  private readonly witnesses = new Map<string, VerifierKey>();
  private readonly groups = new Map<string, WitnessGroup>();
  private readonly grouped = new Set<string>();
  private quorum: string | undefined;

  read(where: string, word: string, rest: readonly string[]): void {
    if (word === 'log') this.readLog(where, rest);
    else if (word === 'witness') this.readWitness(where, rest);
    else if (word === 'group') this.readGroup(where, rest);
    else if (word === 'quorum') this.readQuorum(where, rest);
    else throw new ProofMalformed(where, `"${word}" is not a known word`);
  }

  finished(): TrustPolicy {
    const { logs, witnesses, groups, quorum } = this;
    if (quorum === undefined) throw new ProofMalformed('policy', 'has no quorum line');
    return { logs, witnesses, groups, quorum };
  }

  private readLog(where: string, [text]: readonly string[]): void {
    const key = keyOf(where, text, KeyKind.note);
    if (this.logs.some((known) => sameKey(known, key))) throw new ProofMalformed(where, 'names a log twice');
    this.logs.push(key);
  }

  private readWitness(where: string, [name, text]: readonly string[]): void {
    const key = keyOf(where, text, KeyKind.cosignature);
    if ([...this.witnesses.values()].some((known) => sameKey(known, key)))
      throw new ProofMalformed(where, 'names a witness twice');
    this.witnesses.set(this.newName(where, name), key);
  }

  private readGroup(where: string, [name, rule, ...members]: readonly string[]): void {
    for (const member of members) {
      if (!this.knows(member)) throw new ProofMalformed(where, `"${member}" is not defined above`);
      if (this.grouped.has(member)) throw new ProofMalformed(where, `"${member}" is in a group already`);
      this.grouped.add(member);
    }
    const needed = rule === 'all' ? members.length : rule === 'any' ? 1 : wholeNumber(where, rule ?? '');
    if (needed < 1 || needed > members.length)
      throw new ProofMalformed(where, `asks for ${needed} of ${members.length} members`);
    this.groups.set(this.newName(where, name), { needed, members });
  }

  private readQuorum(where: string, [name]: readonly string[]): void {
    if (this.quorum !== undefined) throw new ProofMalformed(where, 'is a second quorum');
    if (name === undefined || (name !== NONE && !this.knows(name)))
      throw new ProofMalformed(where, `"${name ?? ''}" is not defined above`);
    this.quorum = name;
  }

  private knows(name: string): boolean {
    return this.witnesses.has(name) || this.groups.has(name);
  }

  private newName(where: string, name: string | undefined): string {
    if (name === undefined || name === NONE || this.knows(name))
      throw new ProofMalformed(where, `"${name ?? ''}" cannot be a new name`);
    return name;
  }
}

function keyOf(where: string, text: string | undefined, kind: KeyKind): VerifierKey {
  const key = VerifierKey.parse(text ?? '');
  if (key.kind !== kind) throw new ProofMalformed(where, `the key is of kind ${key.kind}, not ${kind}`);
  return key;
}

function sameKey(one: VerifierKey, other: VerifierKey): boolean {
  return Buffer.compare(one.publicKey, other.publicKey) === 0;
}
