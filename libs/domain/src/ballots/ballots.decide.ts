import { choiceFault } from '../kernel/rules-of-count';
import type { Policy } from '../assembly/charter';
import type { CommandHead } from '../kernel/decider';
import { fact } from '../kernel/event-type';
import { reasonGiven } from '../kernel/reason';
import { refuse, type Outcome, type Refusal } from '../kernel/refusal';
import { votesOn, type MeetingState } from '../meetings/meetings.evolve';
import type { ProposalState } from '../proposals/proposals.evolve';
import type { RollState } from '../roll/roll.evolve';
import { BallotCast, BallotChanged, BallotWithdrawn, type BallotEvent, type Choice } from './ballots.events';
import type { Ballot, BallotState } from './ballots.evolve';

export interface CastBallot extends CommandHead {
  readonly proposalId: string;
  readonly memberId: string;
  readonly choice: Choice;
  readonly reason?: string;
}
/** A teller enters what a member in the hall calls out. */
export interface CastNamedBallot extends CastBallot {
  readonly tellerId: string | undefined;
}
export interface WithdrawBallot extends CommandHead {
  readonly proposalId: string;
  readonly memberId: string;
}

export interface BallotFacts {
  readonly proposal: ProposalState;
  readonly roll: RollState;
  /** The policy the proposal pinned; undefined while the proposal is not open. */
  readonly policy: Policy | undefined;
  /** The meetings that the voter is checked in to. */
  readonly halls: readonly MeetingState[];
  /** Whether a show of hands on the proposal, open or recorded, counts the voter. */
  readonly isCounted: boolean;
}

type VoterRefusal =
  | 'ProposalMustExist'
  | 'ProposalMustBeOpen'
  | 'VoterMustBeOnTheRoll'
  | 'VoterMustBeInTheElectorate'
  | 'CountedMemberMustNotCastBallot';
type CastRefusal = VoterRefusal | 'ChoiceMustFitTheRule' | 'ReasonMustFit' | 'BallotMustNotBeFinal';

function checkVoter(memberId: string, facts: BallotFacts): Refusal<VoterRefusal> | undefined {
  const { proposal, roll, policy } = facts;
  if (proposal.status === 'none') return refuse('ProposalMustExist', 'proposalId');
  if (proposal.status !== 'open' || proposal.opening === undefined) return refuse('ProposalMustBeOpen', 'proposalId');
  const member = roll.members.get(memberId);
  if (member === undefined) return refuse('VoterMustBeOnTheRoll', 'memberId');
  const pinned = policy?.frozen.electorate === 'at-open';
  if (pinned && member.since > proposal.opening.rollRevision) return refuse('VoterMustBeInTheElectorate', 'memberId');
  return facts.isCounted ? refuse('CountedMemberMustNotCastBallot') : undefined;
}

/**
 * Cast, or change what was cast: the last choice before the close is the one that counts. Whoever is in the hall of a meeting that has the
 * proposal on its agenda casts it there, on whatever device.
 */
export function castBallot(
  command: CastBallot,
  ballot: BallotState,
  facts: BallotFacts,
): Outcome<BallotEvent, CastRefusal> {
  return cast(command, ballot, facts);
}

/** By name: for a member in the hall. It never replaces what the member cast themself, and they can replace it. */
export function castNamedBallot(
  { tellerId, ...command }: CastNamedBallot,
  ballot: BallotState,
  facts: BallotFacts,
): Outcome<BallotEvent, CastRefusal | 'TellerMustBeKnown' | 'VoterMustBeInTheHall' | 'OwnBallotMustStand'> {
  if (tellerId === undefined || !facts.roll.members.has(tellerId)) return refuse('TellerMustBeKnown');
  const refusal = checkVoter(command.memberId, facts);
  if (refusal !== undefined) return refusal;
  if (!isInHall(command.proposalId, facts)) return refuse('VoterMustBeInTheHall', 'memberId');
  if (ballot !== undefined && ballot.tellerId === undefined) return refuse('OwnBallotMustStand', 'memberId');
  return cast(command, ballot, facts, { tellerId });
}

function cast(
  command: CastBallot,
  standing: BallotState,
  facts: BallotFacts,
  teller: Pick<Ballot, 'tellerId'> = {},
): Outcome<BallotEvent, CastRefusal> {
  const refusal = checkVoter(command.memberId, facts);
  if (refusal !== undefined) return refusal;
  const fault = choiceFault(facts.policy ?? { rule: '' }, facts.proposal.wording.options, command.choice);
  if (fault !== undefined) return refuse('ChoiceMustFitTheRule', `choice${fault.path}`, fault.reason);
  const reason = command.reason === undefined ? undefined : reasonGiven(command.reason);
  if (command.reason !== undefined && reason === undefined) return refuse('ReasonMustFit', 'reason');
  if (standing !== undefined && facts.policy?.finalBallots === true) return refuse('BallotMustNotBeFinal');
  const { proposalId, memberId, choice } = command;
  const channel = isInHall(proposalId, facts) ? 'in-person' : 'online';
  const said = {
    proposalId,
    memberId,
    choice,
    channel,
    ...(reason === undefined ? {} : { reason }),
    ...teller,
  } as const;
  return [fact(standing === undefined ? BallotCast : BallotChanged, said)];
}

export function withdrawBallot(
  command: WithdrawBallot,
  ballot: BallotState,
  facts: BallotFacts,
): Outcome<BallotEvent, VoterRefusal | 'BallotMustHaveBeenCast' | 'BallotMustNotBeFinal'> {
  const refusal = checkVoter(command.memberId, facts);
  if (refusal !== undefined) return refusal;
  if (ballot === undefined) return refuse('BallotMustHaveBeenCast');
  if (facts.policy?.finalBallots === true) return refuse('BallotMustNotBeFinal');
  const { proposalId, memberId } = command;
  return [fact(BallotWithdrawn, { proposalId, memberId })];
}

function isInHall(proposalId: string, { halls }: BallotFacts): boolean {
  return halls.some((meeting) => votesOn(meeting, proposalId));
}
