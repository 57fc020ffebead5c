import { choiceFault } from '../kernel/rules-of-count';
import type { Policy } from '../assembly/charter';
import type { CommandHead } from '../kernel/decider';
import { fact } from '../kernel/event-type';
import { refuse, type Outcome, type Refusal } from '../kernel/refusal';
import type { ProposalState } from '../proposals/proposals.evolve';
import type { RollState } from '../roll/roll.evolve';
import {
  BallotCast,
  BallotChanged,
  BallotWithdrawn,
  type BallotEvent,
  type Channel,
  type Choice,
} from './ballots.events';
import type { BallotState } from './ballots.evolve';

export interface CastBallot extends CommandHead {
  readonly proposalId: string;
  readonly memberId: string;
  readonly choice: Choice;
  readonly channel: Channel;
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
}

type VoterRefusal = 'ProposalMustExist' | 'ProposalMustBeOpen' | 'VoterMustBeOnTheRoll' | 'VoterMustBeInTheElectorate';

function checkVoter(memberId: string, facts: BallotFacts): Refusal<VoterRefusal> | undefined {
  const { proposal, roll, policy } = facts;
  if (proposal.status === 'none') return refuse('ProposalMustExist', 'proposalId');
  if (proposal.status !== 'open' || proposal.opening === undefined) return refuse('ProposalMustBeOpen', 'proposalId');
  const member = roll.members.get(memberId);
  if (member === undefined) return refuse('VoterMustBeOnTheRoll', 'memberId');
  const pinned = policy?.frozen.electorate === 'at-open';
  if (pinned && member.since > proposal.opening.rollRevision) return refuse('VoterMustBeInTheElectorate', 'memberId');
  return undefined;
}

/** Cast, or change what was cast: the last choice before the close is the one that counts. */
export function castBallot(
  command: CastBallot,
  ballot: BallotState,
  facts: BallotFacts,
): Outcome<BallotEvent, VoterRefusal | 'ChoiceMustFitTheRule'> {
  const refusal = checkVoter(command.memberId, facts);
  if (refusal !== undefined) return refusal;
  const fault = choiceFault(facts.policy ?? { rule: '' }, facts.proposal.wording.options, command.choice);
  if (fault !== undefined) return refuse('ChoiceMustFitTheRule', `choice${fault.path}`, fault.reason);
  const { proposalId, memberId, choice, channel } = command;
  return [fact(ballot === undefined ? BallotCast : BallotChanged, { proposalId, memberId, choice, channel })];
}

export function withdrawBallot(
  command: WithdrawBallot,
  ballot: BallotState,
  facts: BallotFacts,
): Outcome<BallotEvent, VoterRefusal | 'BallotMustHaveBeenCast'> {
  const refusal = checkVoter(command.memberId, facts);
  if (refusal !== undefined) return refusal;
  if (ballot === undefined) return refuse('BallotMustHaveBeenCast');
  const { proposalId, memberId } = command;
  return [fact(BallotWithdrawn, { proposalId, memberId })];
}
