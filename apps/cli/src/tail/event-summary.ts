import { unreachable, type Choice, type PlenumEvent } from '@plenum/domain';
import { assemblySummary, type AssemblyLifeEvent } from './assembly-life-summary';
import { lifecycleSummary } from './lifecycle-summary';
import { momentText, type Naming } from './naming';

/** What happened, in a few words. */
export function eventSummary(event: PlenumEvent, { member, proposal }: Naming): string {
  switch (event.type) {
    case 'AssemblyFounded':
      return `"${event.data.name}" begins its log`;
    case 'CharterAdopted':
      return `charter version ${event.data.charterVersion} is in force`;
    case 'MemberEnrolled':
    case 'MemberAmended':
    case 'MemberStruck':
    case 'MemberReadmitted':
      return rollSummary(event, member);
    case 'DelegationSet':
      return `${member(event.data.memberId)} delegates to ${event.data.delegates.map(member).join(', then ')} (${scopeOf(event.data.scope, proposal)})`;
    case 'DelegatingOptedOut':
      return `${member(event.data.memberId)} delegates to nobody (${scopeOf(event.data.scope, proposal)})`;
    case 'DelegationRevoked':
      return `${member(event.data.memberId)} takes the voice back (${scopeOf(event.data.scope, proposal)})`;
    case 'DelegationExpired':
      return `the delegation of ${member(event.data.memberId)} ran out (${scopeOf(event.data.scope, proposal)})`;
    case 'DelegationsDeclined':
      return `${member(event.data.memberId)} will carry nobody`;
    case 'DelegationsAccepted':
      return `${member(event.data.memberId)} will carry others again`;
    case 'BallotCast':
      return `${member(event.data.memberId)} votes ${choiceText(event.data.choice)} on ${proposal(event.data.proposalId)}`;
    case 'BallotChanged':
      return `${member(event.data.memberId)} now votes ${choiceText(event.data.choice)} on ${proposal(event.data.proposalId)}`;
    case 'BallotWithdrawn':
      return `${member(event.data.memberId)} takes the ballot back on ${proposal(event.data.proposalId)}`;
    case 'ProposalDrafted':
    case 'ProposalEdited':
    case 'VotingOpened':
    case 'VotingExtended':
    case 'VotingClosed':
    case 'ProposalWithdrawn':
    case 'ResultCertified':
      return proposalSummary(event, proposal);
    case 'ProposalSubmitted':
    case 'ProposalAdmitted':
    case 'PhaseBegan':
    case 'ProposalLapsed':
    case 'AlternativeOffered':
    case 'ProposalEscalated':
    case 'OutcomeStated':
    case 'ReviewFellDue':
    case 'ProposalEnacted':
    case 'ProposalSupported':
    case 'ProposalSupportWithdrawn':
    case 'EscalationDemanded':
      return lifecycleSummary(event, { member, proposal });
    default:
      return assemblySummary(event satisfies AssemblyLifeEvent, { member, proposal });
  }
}

type RollEvent = Extract<
  PlenumEvent,
  { readonly type: 'MemberEnrolled' | 'MemberAmended' | 'MemberStruck' | 'MemberReadmitted' }
>;

function rollSummary(event: RollEvent, member: Naming['member']): string {
  const who = member(event.data.memberId);
  switch (event.type) {
    case 'MemberEnrolled':
      return `${who} is on the roll, weight ${event.data.weight}`;
    case 'MemberAmended':
      return `${who} now has weight ${event.data.weight}: ${event.data.reason}`;
    case 'MemberStruck':
      return `${who} is off the roll: ${event.data.reason}`;
    case 'MemberReadmitted':
      return `${who} is on the roll again, weight ${event.data.weight}: ${event.data.reason}`;
    default:
      return unreachable(event);
  }
}

type ProposalEvent = Extract<
  PlenumEvent,
  { readonly type: 'ProposalDrafted' | 'ProposalEdited' | 'ProposalWithdrawn' | `Voting${string}` | 'ResultCertified' }
>;

function proposalSummary(event: ProposalEvent, proposal: Naming['proposal']): string {
  const which = proposal(event.data.proposalId);
  switch (event.type) {
    case 'ProposalDrafted':
      return `${which}: "${event.data.title}"`;
    case 'ProposalEdited':
      return `${which} now reads "${event.data.title}"`;
    case 'VotingOpened':
      return `${which} is open to ${event.data.electorate.members} members until ${momentText(event.data.closesAt)}`;
    case 'VotingExtended':
      return `${which} stays open until ${momentText(event.data.closesAt)}: ${event.data.reason}`;
    case 'VotingClosed':
      return `${which} is closed by the ${event.data.cause}`;
    case 'ProposalWithdrawn':
      return `${which} is withdrawn: ${event.data.reason}`;
    case 'ResultCertified':
      return `${which} is certified: ${event.data.result.outcome}, digest ${event.data.result.countDigest.slice(0, 12)}…`;
    default:
      return unreachable(event);
  }
}

function scopeOf(scope: string, proposal: Naming['proposal']): string {
  return scope.startsWith('proposal:') ? `on ${proposal(scope.slice('proposal:'.length))}` : scope.replace(':', ' ');
}

export function choiceText(choice: Choice): string {
  return typeof choice === 'string' ? choice : JSON.stringify(choice);
}
