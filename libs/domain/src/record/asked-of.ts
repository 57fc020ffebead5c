import { policyFor, electorateOf, type AssemblyRecord, type ProposalRecord } from './assembly-record';
import { hasPassed } from '../proposals/follow-ups';
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

/** The later decision by which an adopted proposal no longer holds; undefined while it does. */
export function repealedBy(record: AssemblyRecord, { followedBy = [] }: ProposalRecord): string | undefined {
  return followedBy.find((id) => {
    const { state } = record.proposals.get(id)!;
    return (
      state.follows?.as === 'repeal' && hasPassed(state) && policyFor(record.assembly, state)?.effect !== 'consultative'
    );
  });
}
