import { countingRule, type CountingRuleName } from '@plenum/counting';
import type { Choice } from '../ballots/ballots.events';
import { policyFor, type AssemblyRecord, type ProposalRecord } from './assembly-record';

export interface ReasonedObjection {
  readonly memberId: string;
  readonly choice: Choice;
  readonly reason: string;
}

/** Ballots that object or block and say why, in the order of the members' ids; none where the rule knows no objection. */
export function objectionsTo(record: AssemblyRecord, proposal: ProposalRecord): readonly ReasonedObjection[] {
  const policy = policyFor(record.assembly, proposal.state);
  const rule = policy && countingRule(policy.rule as CountingRuleName);
  if (rule?.ballotForm !== 'consent') return [];
  const found = proposal.ballots.toArray().flatMap(([memberId, { choice, reason }]) => {
    const objects = choice === 'object' || choice === 'block';
    return objects && reason !== undefined ? [{ memberId, choice, reason }] : [];
  });
  return found.sort((a, b) => (a.memberId < b.memberId ? -1 : 1));
}
