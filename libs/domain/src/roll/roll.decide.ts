import type { Charter } from '../assembly/charter';
import type { CommandHead } from '../kernel/decider';
import { fact } from '../kernel/event-type';
import { isRefusal, refuse, type Outcome, type Refusal } from '../kernel/refusal';
import { lowestTerms } from '../kernel/exact';
import { reasonGiven } from '../kernel/reason';
import { MemberAmended, MemberEnrolled, MemberReadmitted, MemberStruck, type RollEvent } from './roll.events';
import type { RollState } from './roll.evolve';

export interface NewMember {
  readonly memberId: string;
  /** Integer, decimal or fraction. */
  readonly weight: string;
  readonly votes: boolean;
  readonly classId?: string;
}

export interface EnrolMembers extends CommandHead {
  readonly members: readonly NewMember[];
}
export interface AmendMember extends CommandHead {
  readonly memberId: string;
  readonly weight?: string;
  readonly votes?: boolean;
  readonly classId?: string;
  readonly reason: string;
}
export interface StrikeMember extends CommandHead {
  readonly memberId: string;
  readonly reason: string;
}
export interface ReadmitMember extends CommandHead, NewMember {
  readonly reason: string;
}

export interface RollFacts {
  /** The charter in force; its classes are the ones a member can belong to. */
  readonly charter: Charter | undefined;
}

type StandingRefusal = 'WeightMustBeExact' | 'ClassMustBeInTheCharter';
type Standing = { weight: string; votes: boolean; classId?: string };

function checkStanding(
  member: Omit<NewMember, 'memberId'>,
  facts: RollFacts,
  at: string,
): Standing | Refusal<StandingRefusal> {
  const weight = lowestTerms(member.weight);
  if (weight === undefined) return refuse('WeightMustBeExact', `${at}weight`);
  const { votes, classId } = member;
  if (classId === undefined) return { weight, votes };
  if (!facts.charter?.classes.some((one) => one.id === classId)) {
    return refuse('ClassMustBeInTheCharter', `${at}classId`, `The charter has no class "${classId}".`);
  }
  return { weight, votes, classId };
}

/** All or nothing: one bad row refuses the whole list, named by its index. */
export function enrolMembers(
  command: EnrolMembers,
  roll: RollState,
  facts: RollFacts,
): Outcome<RollEvent, StandingRefusal | 'MemberMustNotBeOnTheRoll'> {
  const events: RollEvent[] = [];
  const seen = new Set<string>();
  for (const [index, member] of command.members.entries()) {
    const at = `members[${index}].`;
    const { memberId } = member;
    if (roll.members.has(memberId) || roll.struck.has(memberId) || seen.has(memberId)) {
      return refuse('MemberMustNotBeOnTheRoll', `${at}memberId`);
    }
    seen.add(memberId);
    const standing = checkStanding(member, facts, at);
    if (isRefusal(standing)) return standing;
    events.push(fact(MemberEnrolled, { memberId, ...standing }));
  }
  return events;
}

export function amendMember(
  command: AmendMember,
  roll: RollState,
  facts: RollFacts,
): Outcome<RollEvent, StandingRefusal | 'MemberMustBeOnTheRoll' | 'ReasonMustBeGiven' | 'RollMustChange'> {
  const member = roll.members.get(command.memberId);
  if (member === undefined) return refuse('MemberMustBeOnTheRoll', 'memberId');
  const reason = reasonGiven(command.reason);
  if (reason === undefined) return refuse('ReasonMustBeGiven', 'reason');
  const { weight = member.weight, votes = member.votes, classId = member.classId } = command;
  const standing = checkStanding(classId === undefined ? { weight, votes } : { weight, votes, classId }, facts, '');
  if (isRefusal(standing)) return standing;
  if (standing.weight === member.weight && votes === member.votes && classId === member.classId) {
    return refuse('RollMustChange');
  }
  return [fact(MemberAmended, { memberId: command.memberId, ...standing, reason })];
}

export function strikeMember(
  command: StrikeMember,
  roll: RollState,
): Outcome<RollEvent, 'MemberMustBeOnTheRoll' | 'ReasonMustBeGiven'> {
  if (!roll.members.has(command.memberId)) return refuse('MemberMustBeOnTheRoll', 'memberId');
  const reason = reasonGiven(command.reason);
  if (reason === undefined) return refuse('ReasonMustBeGiven', 'reason');
  return [fact(MemberStruck, { memberId: command.memberId, reason })];
}

export function readmitMember(
  command: ReadmitMember,
  roll: RollState,
  facts: RollFacts,
): Outcome<RollEvent, StandingRefusal | 'MemberMustHaveBeenStruck' | 'ReasonMustBeGiven'> {
  if (!roll.struck.has(command.memberId)) return refuse('MemberMustHaveBeenStruck', 'memberId');
  const reason = reasonGiven(command.reason);
  if (reason === undefined) return refuse('ReasonMustBeGiven', 'reason');
  const standing = checkStanding(command, facts, '');
  if (isRefusal(standing)) return standing;
  return [fact(MemberReadmitted, { memberId: command.memberId, ...standing, reason })];
}
