import { policyFor, electorateOf, type AssemblyRecord, type ProposalRecord } from './assembly-record';
import { hasPassed } from '../proposals/follow-ups';
import { reaches } from '../proposals/phases';
import { isOver } from '../proposals/proposals.evolve';

/** Voting members on the roll who support a proposal that is on its way to a vote. Unit: heads. */
export function supportersOf({ roll }: AssemblyRecord, { support }: ProposalRecord): number {
  return support?.count(({ supports }, id) => supports && roll.members.get(id)?.votes === true) ?? 0;
}

/** Voting members on the roll who like an alternative. */
export function supportersOfAlternative({ roll }: AssemblyRecord, { support }: ProposalRecord, id: string): string[] {
  const liking = support?.filter(({ alternatives }, member) => {
    return alternatives.includes(id) && roll.members.get(member)?.votes === true;
  });
  return [...(liking?.keys() ?? [])];
}

/** How many of a class ask a proposal to leave its policy. Unit: heads. */
export interface ClassDemand {
  readonly classId: string;
  readonly demands: number;
  /** Voting members of the class. */
  readonly asked: number;
}

/** By class, of those whom the proposal asks; empty where its policy knows no escalation, or it is over. */
export function demandsOf(record: AssemblyRecord, proposal: ProposalRecord): readonly ClassDemand[] {
  const policy = policyFor(record.assembly, proposal.state);
  if (policy?.escalation === undefined || isOver(proposal.state)) return [];
  const classes = new Map<string, { demands: number; asked: number }>();
  for (const [id, { votes, classId }] of electorateOf(record, proposal)) {
    if (!votes || classId === undefined) continue;
    const of = classes.get(classId) ?? { demands: 0, asked: 0 };
    of.asked += 1;
    if (proposal.support?.get(id)?.demands.includes(policy.id)) of.demands += 1;
    classes.set(classId, of);
  }
  return Array.from(classes, ([classId, of]) => ({ classId, ...of }));
}

/** Whether a proposal has found the supporters its policy asks for. */
export function isSupportedEnough(record: AssemblyRecord, proposal: ProposalRecord): boolean {
  const admission = policyFor(record.assembly, proposal.state)?.lifecycle?.admission;
  if (proposal.state.status !== 'admission' || admission === undefined) return false;
  const asked = record.roll.members.count(({ votes }) => votes);
  return reaches(admission.supporters, supportersOf(record, proposal), asked);
}

/** The first class of which enough ask for the stricter policy. */
export function escalatingClass(record: AssemblyRecord, proposal: ProposalRecord): string | undefined {
  const { support } = proposal;
  if (support === undefined || support.every(({ demands }) => demands.length === 0)) return undefined;
  const share = policyFor(record.assembly, proposal.state)?.escalation?.share;
  if (share === undefined) return undefined;
  return demandsOf(record, proposal).find(({ demands, asked }) => reaches(share, demands, asked))?.classId;
}

/** The later decision by which an adopted proposal no longer holds; undefined while it does. */
export function repealedBy(record: AssemblyRecord, { followedBy = [] }: ProposalRecord): string | undefined {
  return followedBy.find((id) => {
    const { state } = record.proposals.get(id)!;
    return (
      state.follows?.as === 'repeal' && hasPassed(state) && policyFor(record.assembly, state)?.effect !== 'consultative'
    );
  });
}
