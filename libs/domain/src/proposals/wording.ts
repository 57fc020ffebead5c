import { policyOf } from '../assembly/assembly.evolve';
import type { Charter } from '../assembly/charter';
import { refuse, type Refusal } from '../kernel/refusal';
import { optionsFault } from '../kernel/rules-of-count';
import { fitting, inNfc } from '../kernel/text';
import type { ProposalState, Wording } from './proposals.evolve';

export type WordingRefusal =
  'PolicyMustBeInTheCharter' | 'AreaMustBeInTheCharter' | 'TextMustFit' | 'OptionsMustFitTheRule';

export const MAX_TEXT_LENGTH = 20_000;

/** The wording as it is stored, or why a proposal cannot read so under this charter. */
export function checkWording(raw: Wording, charter: Charter | undefined): Wording | Refusal<WordingRefusal> {
  const title = fitting(raw.title, 1, 200);
  if (title === undefined) return refuse('TextMustFit', 'title');
  const text = inNfc(raw.text);
  if (text === undefined || text.length > MAX_TEXT_LENGTH) return refuse('TextMustFit', 'text');
  const options = raw.options.map((option) => fitting(option, 1, 200) ?? '');
  const wording = { ...raw, title, text, options };
  const policy = policyOf(charter, wording.policyId);
  if (policy === undefined) {
    return refuse('PolicyMustBeInTheCharter', 'policyId', `The charter has no policy "${wording.policyId}".`);
  }
  if (wording.area !== undefined && !charter?.areas.some((area) => area.path === wording.area)) {
    return refuse('AreaMustBeInTheCharter', 'area', `The charter has no area "${wording.area}".`);
  }
  const fault = optionsFault(policy, wording.options);
  return fault === undefined ? wording : refuse('OptionsMustFitTheRule', 'options', fault);
}

/** What an edit may not do once members have begun to answer: change the rules of the vote, or drop what others offered. */
export function checkEdit(
  state: ProposalState,
  next: Wording,
): Refusal<'ProposalMustBeDraft' | 'OptionsMustFitTheRule'> | undefined {
  if (state.status !== 'draft' && next.policyId !== state.wording.policyId) {
    return refuse('ProposalMustBeDraft', 'policyId', 'The policy of a proposal that was submitted stays as it is.');
  }
  const dropped = state.alternatives?.find(({ option }) => !next.options.includes(option));
  return dropped === undefined
    ? undefined
    : refuse('OptionsMustFitTheRule', 'options', `Members offered the option "${dropped.option}": it stays.`);
}
