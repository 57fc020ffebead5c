import { Map, type Set } from 'immutable';
import { assemblyFold, type AssemblyState } from '../assembly/assembly.evolve';
import { policyOf } from '../assembly/assembly.evolve';
import type { Policy } from '../assembly/charter';
import type { Ballot } from '../ballots/ballots.evolve';
import type { CommissionsState } from '../commissions/commissions.evolve';
import { commissionsFold } from '../commissions/commissions.evolve';
import { delegationsFold, type DelegationsState } from '../delegations/delegations.evolve';
import type { ProposalState } from '../proposals/proposals.evolve';
import type { SupportState } from '../proposals/support.evolve';
import { rollFold, type Member, type RollState } from '../roll/roll.evolve';
import type { SeriesState } from '../series/series.evolve';
import { inHall, type Meetings } from './meeting-record';

export type Roll = RollState['members'];
export type DelegationsByMember = Map<string, DelegationsState>;

/** A change of the roll while voting was open: printed with the result. */
export interface RollAmendment {
  readonly position: number;
  readonly kind: 'enrolled' | 'amended' | 'struck' | 'readmitted';
  readonly memberId: string;
  readonly reason?: string;
}

/** A proposal with all that its count needs. What a policy froze is kept as a reference to the maps of that moment. */
export interface ProposalRecord {
  readonly id: string;
  /** Log position of the draft: the order proposals are listed in. */
  readonly draftedAt: number;
  readonly state: ProposalState;
  /** Set when voting opens and frozen for good when it closes. */
  readonly roll?: Roll;
  readonly delegations?: DelegationsByMember;
  readonly ballots: Map<string, Ballot>;
  readonly amendments: readonly RollAmendment[];
  /** Whom each show of hands counts, read at its opening; by hand count. */
  readonly hands?: Map<string, Set<string>>;
  /** Who was in the hall when voting closed. */
  readonly presentAtClose?: readonly string[];
  /** What each member asked of it before its result. */
  readonly support?: Map<string, SupportState>;
  /** Proposals that follow this one, in the order they were drafted. */
  readonly followedBy?: readonly string[];
  /** The commission of the proposal's area when voting opened. */
  readonly commission?: readonly string[];
}

/** Everything an assembly's log says, at one position. Persistent: an older record stays what it was. */
export interface AssemblyRecord {
  readonly position: number;
  readonly rollRevision: number;
  readonly assembly: AssemblyState;
  readonly roll: RollState;
  readonly delegations: DelegationsByMember;
  readonly proposals: Map<string, ProposalRecord>;
  readonly commissions: CommissionsState;
  readonly series: Map<string, SeriesState>;
  readonly meetings: Meetings;
  /** Ids of the proposals whose voting is open: what a change of the roll must visit. */
  readonly open: readonly string[];
}

export const emptyRecord: AssemblyRecord = {
  position: 0,
  rollRevision: -1,
  assembly: assemblyFold.initial,
  roll: rollFold.initial,
  delegations: Map(),
  proposals: Map(),
  commissions: commissionsFold.initial,
  series: Map(),
  meetings: Map(),
  open: [],
};

/** One member's delegations, empty when they never said anything. */
export function delegationsOf(record: AssemblyRecord, memberId: string): DelegationsState {
  return record.delegations.get(memberId) ?? delegationsFold.initial;
}

/** The policy a proposal is decided by: the pinned charter version's once open, the one in force while a draft. */
export function policyFor(assembly: AssemblyState, proposal: ProposalState): Policy | undefined {
  const version = proposal.opening?.charterVersion ?? assembly.charters.length;
  return policyOf(assembly.charters[version - 1], proposal.wording.policyId);
}

/** Whether an open proposal's electorate, and the weights in it, are those of the opening. */
function pinnedIn(record: AssemblyRecord, proposal: ProposalRecord): { electorate: boolean; weights: boolean } {
  const frozen = policyFor(record.assembly, proposal.state)?.frozen;
  return { electorate: frozen?.electorate === 'at-open', weights: frozen?.weights === 'at-open' };
}

/** The roll a proposal counts with now: membership and weights each frozen or live, as its policy says. */
export function electorateOf(record: AssemblyRecord, proposal: ProposalRecord): Roll {
  const pinned = proposal.roll ?? record.roll.members;
  if (proposal.state.status !== 'open') return pinned;
  const current = record.roll.members;
  const { electorate, weights } = pinnedIn(record, proposal);
  const [members, standing] = [electorate ? pinned : current, weights ? pinned : current];
  return members === standing ? members : members.map((member, id) => standing.get(id) ?? member);
}

/** One member as `electorateOf` has them; undefined when they are not in it. */
export function electorOf(record: AssemblyRecord, proposal: ProposalRecord, memberId: string): Member | undefined {
  const pinned = proposal.roll ?? record.roll.members;
  if (proposal.state.status !== 'open') return pinned.get(memberId);
  const current = record.roll.members;
  const { electorate, weights } = pinnedIn(record, proposal);
  const member = (electorate ? pinned : current).get(memberId);
  return member && ((weights ? pinned : current).get(memberId) ?? member);
}

/** Whether a member is among those an open proposal asks. */
export function isAsked(record: AssemblyRecord, proposal: ProposalRecord, memberId: string): boolean {
  const { electorate } = pinnedIn(record, proposal);
  return (electorate ? proposal.roll : record.roll.members)?.has(memberId) ?? false;
}

/** The delegations a proposal counts with now. */
export function delegationsFor(record: AssemblyRecord, proposal: ProposalRecord): DelegationsByMember {
  const { status } = proposal.state;
  const live = status === 'open' && policyFor(record.assembly, proposal.state)?.frozen.delegations !== 'at-open';
  return live ? record.delegations : (proposal.delegations ?? record.delegations);
}

/** Who is in the hall for a proposal: now while it is open, at the close once it is closed. */
export function presentFor(record: AssemblyRecord, proposal: ProposalRecord): readonly string[] {
  return proposal.state.status === 'open' ? inHall(record.meetings, proposal.id) : (proposal.presentAtClose ?? []);
}
