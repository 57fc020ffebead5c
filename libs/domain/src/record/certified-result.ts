import { createHash } from 'node:crypto';
import type { Static } from '@sinclair/typebox';
import { count, printResult, suspensiveResult, type CountResult, type Election } from '@plenum/counting';
import type { Policy } from '../assembly/charter';
import type { Result } from '../proposals/proposals.events';
import type { AssemblyRecord } from './assembly-record';
import { pinnedPolicy } from './counted-delegations';
import { electionOf } from './election-of';

export type CertifiedResult = Static<typeof Result>;

/** SHA-256 in hex over the whole count document as printed: what a recount must meet to the byte. */
export function countDigest(result: CountResult): string {
  return createHash('sha256').update(printResult(result)).digest('hex');
}

/** The result a chair certifies: the count at the record's position, which must be that of `VotingClosed`. */
export function certifiedResult(record: AssemblyRecord, proposalId: string): CertifiedResult | undefined {
  const election = electionOf(record, proposalId);
  if (election === undefined) return undefined;
  const counted = count(election);
  const { suspensive } = pinnedPolicy(record, record.proposals.get(proposalId)!);
  return {
    outcome: counted.outcome,
    winners: [...(counted.winners ?? [])],
    scores: { ...counted.scores },
    undelivered: counted.undelivered.total,
    entitled: counted.participation.entitled,
    valid: counted.participation.valid,
    quorum: counted.participation.quorum,
    countDigest: countDigest(counted),
    ...(suspensive === undefined ? {} : inTheHall(election, suspensive)),
  };
}

/** Where an open or closed proposal stands whose hall decides; undefined for every other one, whose tally says all. */
export function suspensionOf(record: AssemblyRecord, proposalId: string) {
  const election = electionOf(record, proposalId);
  if (election === undefined) return undefined;
  const { suspensive } = pinnedPolicy(record, record.proposals.get(proposalId)!);
  return suspensive && inTheHall(election, suspensive);
}

/** Where the hall decides, the outcome is the hall's; figures of both channels together stay as counted. */
function inTheHall(election: Election, terms: NonNullable<Policy['suspensive']>) {
  const { outcome, hall, online } = suspensiveResult(election, terms);
  return {
    outcome,
    winners: outcome === 'second-reading' ? [] : [...hall.winners],
    quorum: hall.quorum,
    suspension: {
      hallOutcome: hall.outcome,
      hallScores: { ...hall.scores } as CertifiedResult['scores'],
      opposition: online.opposition,
      turnout: online.turnout,
    },
  };
}
