import { createHash } from 'node:crypto';
import { streams, type PlenumEvent } from '@plenum/domain';
import { demoCharter } from '../../apps/api/src/demo/charter';
import { Dice } from '../../apps/api/src/demo/dice';

/** A fact and the stream it stands in. */
export interface Entry {
  readonly stream: string;
  readonly event: PlenumEvent;
}

export type Word = 'yes' | 'no' | 'abstain';
const WORDS: readonly Word[] = ['yes', 'no', 'abstain'];

/** An id as random as a real one, and the same in every run. */
export function idOf(kind: 'assembly' | 'member' | 'proposal' | 'command', index: number): string {
  const hex = createHash('sha256').update(`bench ${kind} ${index}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export function wordOf(index: number): Word {
  return WORDS[index % WORDS.length]!;
}

/** The assembly, its charter and a roll of `members`, all of weight 1. */
export function* founding(members: readonly string[]): Iterable<Entry> {
  const assembly = streams.assembly();
  yield { stream: assembly, event: { type: 'AssemblyFounded', version: 1, data: { name: 'Bench assembly' } } };
  const charter = { charterVersion: 1, charter: demoCharter };
  yield { stream: assembly, event: { type: 'CharterAdopted', version: 1, data: charter } };
  const classes = demoCharter.classes.map(({ id }) => id);
  for (const [index, memberId] of members.entries()) {
    const data = { memberId, weight: '1', votes: true, classId: classes[index % classes.length]! };
    yield { stream: streams.roll(), event: { type: 'MemberEnrolled', version: 1, data } };
  }
}

/**
 * A random forest: each member but the first few trusts one of those before them, so that chains grow with the logarithm
 * of the roll. What `delegateOf` says is what `delegations` tells the log.
 */
export function delegateOf(members: number, seed: number): Int32Array {
  const dice = new Dice(seed);
  const roots = Math.max(1, Math.floor(members / 100));
  return Int32Array.from({ length: members }, (_, index) => (index < roots ? -1 : dice.below(index)));
}

export function* delegations(members: readonly string[], delegate: Int32Array): Iterable<Entry> {
  for (const [index, memberId] of members.entries()) {
    if (delegate[index] === -1) continue;
    const data = { memberId, scope: 'assembly', delegates: [members[delegate[index]!]!] };
    yield { stream: streams.delegations(memberId), event: { type: 'DelegationSet', version: 1, data } };
  }
}

export function* opening(proposalId: string, members: number): Iterable<Entry> {
  const stream = streams.proposal(proposalId);
  const wording = { title: 'Bench proposal', text: 'Shall we?', options: ['yes', 'no'], policyId: 'ordinary' };
  yield { stream, event: { type: 'ProposalDrafted', version: 1, data: { proposalId, ...wording } } };
  const electorate = { members, weight: String(members) };
  const pinned = { charterVersion: 1, rollRevision: members - 1, electorate, closesAt: '2999-12-31T00:00:00.000Z' };
  yield { stream, event: { type: 'VotingOpened', version: 1, data: { proposalId, ...pinned } } };
}

export function ballot(proposalId: string, memberId: string, choice: Word, again = false): Entry {
  const type = again ? 'BallotChanged' : 'BallotCast';
  const data = { proposalId, memberId, choice, channel: 'online' as const };
  return { stream: streams.ballot(proposalId, memberId), event: { type, version: 1, data } };
}
