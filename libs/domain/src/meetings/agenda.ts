import { refuse, type Refusal } from '../kernel/refusal';
import { fitting } from '../kernel/text';
import type { ProposalState } from '../proposals/proposals.evolve';
import type { AgendaItem } from './meetings.events';

/** What is known of the proposals on an agenda. */
export interface AgendaFacts {
  readonly proposal: (proposalId: string) => ProposalState | undefined;
}
export type AgendaRefusal = 'TextMustFit' | 'ProposalMustExist' | 'AgendaItemsMustBeDistinct';

/** The agenda with its titles trimmed, or what is wrong with it. */
export function checkAgenda(items: readonly AgendaItem[], facts: AgendaFacts): AgendaItem[] | Refusal<AgendaRefusal> {
  if (items.length > 200) return refuse('TextMustFit', 'agenda', 'An agenda has at most 200 items.');
  const fitted: AgendaItem[] = [];
  for (const [index, item] of items.entries()) {
    const title = fitting(item.title, 1, 200);
    if (title === undefined) return refuse('TextMustFit', `agenda[${index}].title`);
    const { itemId, proposalId } = item;
    const isTwice = fitted.some((one) => one.itemId === itemId || (proposalId && one.proposalId === proposalId));
    if (isTwice) return refuse('AgendaItemsMustBeDistinct', `agenda[${index}]`);
    const known = proposalId === undefined ? undefined : facts.proposal(proposalId);
    if (proposalId !== undefined && (known === undefined || known.status === 'none')) {
      return refuse('ProposalMustExist', `agenda[${index}].proposalId`);
    }
    fitted.push({ ...item, title });
  }
  return fitted;
}

/** The shows of hands that this meeting took on a proposal. */
export function handCountsOf(meetingId: string, proposalId: string | undefined, facts: AgendaFacts) {
  const proposal = proposalId === undefined ? undefined : facts.proposal(proposalId);
  return (proposal?.handCounts ?? []).filter((count) => count.meetingId === meetingId);
}
