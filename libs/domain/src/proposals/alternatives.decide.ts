import { charterInForce, policyOf } from '../assembly/assembly.evolve';
import type { CommandHead } from '../kernel/decider';
import { fact } from '../kernel/event-type';
import { refuse, type Outcome } from '../kernel/refusal';
import { optionsFault } from '../kernel/rules-of-count';
import { fitting, inNfc } from '../kernel/text';
import type { RollState } from '../roll/roll.evolve';
import { AlternativeOffered, type LifecycleEvent } from './lifecycle.events';
import type { ProposalFacts } from './proposals.decide';
import { isPreparing, type ProposalState } from './proposals.evolve';
import { MAX_TEXT_LENGTH } from './wording';

export interface OfferAlternative extends CommandHead {
  readonly proposalId: string;
  readonly alternativeId: string;
  readonly authorId: string;
  /** Its name among the options. */
  readonly option: string;
  readonly text: string;
}

/** A member puts another text beside the proposal's own, for the vote to choose among. Until the texts are verified. */
export function offerAlternative(
  command: OfferAlternative,
  state: ProposalState,
  facts: ProposalFacts & { readonly roll: RollState },
): Outcome<
  LifecycleEvent,
  | 'ProposalMustExist'
  | 'ProposalMustBePreparing'
  | 'SupporterMustBeAVotingMember'
  | 'TextMustFit'
  | 'OptionsMustFitTheRule'
> {
  const { proposalId, alternativeId, authorId } = command;
  if (state.status === 'none') return refuse('ProposalMustExist', 'proposalId');
  if (!isPreparing(state) || state.status === 'verification') return refuse('ProposalMustBePreparing', 'proposalId');
  if (facts.roll.members.get(authorId)?.votes !== true) return refuse('SupporterMustBeAVotingMember');
  const option = fitting(command.option, 1, 200);
  if (option === undefined) return refuse('TextMustFit', 'option', 'An option has 1 to 200 characters.');
  const text = inNfc(command.text);
  if (text === undefined || text.length > MAX_TEXT_LENGTH) return refuse('TextMustFit', 'text');
  const policy = policyOf(charterInForce(facts.assembly), state.wording.policyId);
  const fault = policy && optionsFault(policy, [...state.wording.options, option]);
  if (fault !== undefined) return refuse('OptionsMustFitTheRule', 'option', fault);
  return [fact(AlternativeOffered, { proposalId, alternativeId, authorId, option, text })];
}
