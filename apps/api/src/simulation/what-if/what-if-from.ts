import type { AssemblyRecord, Place } from '@plenum/domain';
import type { OpenAssembly } from '../../platform/assemblies';
import { memberFrom } from '../../roll/member.type';
import type { Consequence, Side } from '../../tallies/consequence';
import { fateFrom, voiceOf } from '../../tallies/my-voice/voice-of';
import { outcomeFrom } from '../outcome-so-far.type';
import { tallyFrom } from '../../tallies/tally/tally-from';
import type { StandingType, VoicePlaceType, WhatIfType } from './what-if.type';

/** Whose voice is asked about, on what, and between which two records. */
export interface Asked {
  readonly memberId: string;
  readonly proposalId: string;
  readonly record: AssemblyRecord;
  /** The record as it would be. */
  readonly supposed: AssemblyRecord;
}

/** A consequence in the form clients read, both sides at the position that is real. Computes no weight. */
export function whatIfFrom(assembly: OpenAssembly, asked: Asked, { before, after, moved }: Consequence): WhatIfType {
  const { memberId, proposalId, record } = asked;
  const standing = (at: AssemblyRecord, { figures, outcome, voice }: Side): StandingType => ({
    outcome: outcomeFrom(outcome),
    tally: tallyFrom(at, proposalId, figures),
    voice: voiceOf(assembly, at, proposalId, memberId, voice),
  });
  const place = ({ fate, voter }: Place): VoicePlaceType => {
    return { fate: fateFrom(fate), ...(voter === undefined ? {} : { voter: memberFrom(assembly, voter) }) };
  };
  return {
    position: record.position,
    before: standing(record, before),
    after: standing({ ...asked.supposed, position: record.position }, after),
    outcomeChanges: JSON.stringify(before.outcome) !== JSON.stringify(after.outcome),
    moves: moved.moves.map(({ from, to, weight, members }) => ({ from: place(from), to: place(to), weight, members })),
    movedMembers: moved.members,
    movedWeight: moved.weight,
  };
}
