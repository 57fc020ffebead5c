import { recount, rulesThatFit, type CountingRuleName, type Recount } from '@plenum/counting';
import { certifiedResult, electionOf, type CertifiedResult } from '@plenum/domain';
import type { ResultAgain } from '../verify/recount';

/** One certified result as it comes out again, and what other rules would have made of the same ballots. */
export interface CountedAgain {
  readonly proposalId: string;
  readonly title: string;
  readonly closedPosition: number;
  readonly certifiedPosition: number;
  readonly rule: CountingRuleName;
  /** Whether it is the certified result to the byte. */
  readonly equal: boolean;
  readonly result: CertifiedResult;
  /** Not binding; empty where no rules were asked for. */
  readonly byRule: { readonly [rule: string]: Recount };
  /** Rules that were asked for and cannot read these ballots. */
  readonly unfit: readonly string[];
}

/** Rules to count by: those named, or every one that can read the ballots. */
export type Rules = readonly CountingRuleName[] | 'all';

export function countedAgain({ proposalId, position, atClose, equal }: ResultAgain, rules: Rules): CountedAgain {
  const election = electionOf(atClose, proposalId)!;
  const fitting = rulesThatFit(election);
  const asked = rules === 'all' ? fitting : rules;
  return {
    proposalId,
    title: atClose.proposals.get(proposalId)!.state.wording.title,
    closedPosition: atClose.position,
    certifiedPosition: position,
    rule: election.rule,
    equal,
    result: certifiedResult(atClose, proposalId)!,
    byRule: recount(
      election,
      asked.filter((rule) => fitting.includes(rule)),
    ),
    unfit: asked.filter((rule) => !fitting.includes(rule)),
  };
}
