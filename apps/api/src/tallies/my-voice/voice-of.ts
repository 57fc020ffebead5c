import type { Explanation, Fate } from '@plenum/counting';
import type { AssemblyRecord } from '@plenum/domain';
import type { OpenAssembly } from '../../platform/assemblies';
import { memberFrom } from '../../roll/member.type';
import { VoiceFate, type VoiceType } from './voice.type';

const fates: Record<Fate, VoiceFate> = {
  'own-ballot': VoiceFate.OWN_BALLOT,
  carried: VoiceFate.CARRIED,
  'hand-count': VoiceFate.HAND_COUNT,
  cycle: VoiceFate.UNDELIVERED_CYCLE,
  'dead-end': VoiceFate.UNDELIVERED_DEAD_END,
};

/** A place of the count in the words that clients read. */
export function fateFrom(fate: Fate): VoiceFate {
  return fates[fate];
}

/** The golden rule (domain 4.8): who finally carries a member's weight on a proposal, along which path, and for what. */
export function voiceOf(
  assembly: OpenAssembly,
  record: AssemblyRecord,
  proposalId: string,
  memberId: string,
  explanation: Explanation | undefined,
): VoiceType {
  const person = (id: string) => memberFrom(assembly, id);
  const common = { proposalId, position: record.position, member: person(memberId) };
  if (explanation === undefined) {
    return { ...common, fate: VoiceFate.NOT_IN_ELECTORATE, path: [], optedOut: false, skipped: [], hiddenScopes: [] };
  }
  const { voter, scope } = explanation;
  const choice = voter === undefined ? undefined : record.proposals.get(proposalId)?.ballots.get(voter)?.choice;
  return {
    ...common,
    fate: fateFrom(explanation.fate),
    path: explanation.path.map(person),
    ...(voter === undefined ? {} : { voter: person(voter), choice }),
    ...(scope === undefined ? {} : { scope }),
    optedOut: explanation.optedOut,
    skipped: explanation.skipped.map(({ delegate, rank, why }) => ({ delegate: person(delegate), rank, why })),
    hiddenScopes: [...explanation.hiddenScopes],
  };
}

/** What makes two moments of a voice the same for its owner: fate, path and choice. */
export function voiceKey(record: AssemblyRecord, proposalId: string, explanation: Explanation | undefined): string {
  if (explanation === undefined) return 'none';
  const ballot = record.proposals.get(proposalId)?.ballots.get(explanation.voter ?? '');
  return JSON.stringify([explanation.fate, explanation.path, ballot?.choice ?? '']);
}
