import { unreachable, type PlenumEvent } from '@plenum/domain';
import { momentText, type Naming } from './naming';

/** Facts about a proposal before its vote and after its result. */
export type LifecycleEvent = Extract<
  PlenumEvent,
  {
    readonly type:
      | 'ProposalSubmitted'
      | 'ProposalAdmitted'
      | 'ProposalLapsed'
      | 'ProposalEscalated'
      | 'ProposalEnacted'
      | `ProposalSupport${string}`
      | `Escalation${string}`
      | `Phase${string}`
      | `Alternative${string}`
      | `Outcome${string}`
      | `Review${string}`;
  }
>;

/** What happened to a proposal besides its vote, in a few words. */
export function lifecycleSummary(event: LifecycleEvent, { member, proposal }: Naming): string {
  const which = proposal(event.data.proposalId);
  switch (event.type) {
    case 'ProposalSubmitted':
      return event.data.until === undefined
        ? `${which} is submitted`
        : `${which} is submitted and looks for supporters until ${momentText(event.data.until)}`;
    case 'ProposalAdmitted':
      return `${which} is admitted: ${event.data.supporters} of ${event.data.asked} support it`;
    case 'PhaseBegan':
      return `${which} is in ${event.data.phase} until ${momentText(event.data.until)}`;
    case 'ProposalLapsed':
      return `${which} lapses: ${event.data.reason}`;
    case 'AlternativeOffered':
      return `${member(event.data.authorId)} offers "${event.data.option}" beside ${which}`;
    case 'ProposalEscalated':
      return `${which} moves to ${event.data.policyId}: ${event.data.demands} of ${event.data.asked} ${event.data.classId} ask for it`;
    case 'ProposalSupported':
      return `${member(event.data.memberId)} supports ${what(event.data, which)}`;
    case 'ProposalSupportWithdrawn':
      return `${member(event.data.memberId)} no longer supports ${what(event.data, which)}`;
    case 'EscalationDemanded':
      return `${member(event.data.memberId)} asks for a stricter vote on ${which}`;
    case 'OutcomeStated':
      return `the outcome of ${which} is put into words`;
    case 'ReviewFellDue':
      return `${which} is to be looked at again`;
    case 'ProposalEnacted':
      return `${which} is enacted: ${event.data.results.filter(({ done }) => done).length} of ${event.data.results.length} done`;
    default:
      return unreachable(event);
  }
}

function what({ alternativeId }: { readonly alternativeId?: string }, which: string): string {
  return alternativeId === undefined ? which : `an alternative to ${which}`;
}
