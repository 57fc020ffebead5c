import { lowestTerms, refuse, type Enactment, type Refusal } from '@plenum/domain';
import { localId } from '../../platform/graphql/global-id';
import type { NewMemberInput } from '../../roll/enrol-members/new-member.input';
import { detailFault, tidy, type Enrolment } from '../../roll/enrolment/enrolment';
import type { EnactmentInput, StandingChangeInput } from './enactment.input';

type Admission = Extract<Enactment, { readonly kind: 'admit-member' }>;
type OtherEnactment = Exclude<Enactment, Admission>;

/** An enactment as the caller asks for it: the id of somebody new is not theirs to choose. */
export type AskedEnactment = OtherEnactment | Omit<Admission, 'memberId'>;

/** What a draft would enact, and the people it would admit, in the order of their enactments. */
export interface AskedEnactments {
  readonly enacts: readonly AskedEnactment[];
  readonly candidates: readonly Enrolment[];
}

export function askedEnactments(inputs: readonly EnactmentInput[]): AskedEnactments | Refusal<'InputMustBeValid'> {
  const enacts: AskedEnactment[] = [];
  const candidates: Enrolment[] = [];
  for (const [index, input] of inputs.entries()) {
    const given = Object.values(input).filter((value) => value != null).length;
    if (given !== 1) return refuse('InputMustBeValid', `enacts[${index}]`, 'an enactment has exactly one field');
    const { admitMember } = input;
    if (admitMember == null) {
      enacts.push(otherFrom(input));
      continue;
    }
    const candidate = candidateFrom(admitMember);
    const fault = detailFault(candidate);
    if (fault !== undefined) {
      return refuse('InputMustBeValid', `enacts[${index}].admitMember.${fault.detail}`, fault.reason);
    }
    const { weight, votes, classId } = candidate;
    enacts.push({ kind: 'admit-member', weight: exact(weight), votes, ...(classId === undefined ? {} : { classId }) });
    candidates.push(candidate);
  }
  return { enacts, candidates };
}

/** Blank is the same as not given. */
function candidateFrom({ name, email, number, weight, votes, classId }: NewMemberInput): Enrolment {
  const given = { email: tidy(email ?? ''), number: tidy(number ?? '') };
  return {
    name: tidy(name),
    weight,
    votes,
    ...(given.email === '' ? {} : { email: given.email }),
    ...(given.number === '' ? {} : { number: given.number }),
    ...(classId == null ? {} : { classId }),
  };
}

/** What is no exact number stays as it is, for the rules to refuse. */
function exact(text: string): string {
  return lowestTerms(text) ?? text;
}

function otherFrom(input: EnactmentInput): OtherEnactment {
  const { strikeMember, setClause, removeClause, setThreshold, setQuorum, setPolicy } = input;
  if (strikeMember != null) return { kind: 'strike-member', memberId: localId('Member', strikeMember) };
  if (removeClause != null) return { kind: 'remove-clause', clauseId: removeClause };
  if (setClause != null) {
    const { clauseId, title, text } = setClause;
    return { kind: 'set-clause', clauseId, title: tidy(title), text: text.normalize('NFC') };
  }
  if (setThreshold != null) {
    const { policyId, which, fraction, strict } = setThreshold;
    const terms = { policyId, which, fraction: exact(fraction) };
    return { kind: 'set-threshold', ...terms, ...(strict == null ? {} : { strict }) };
  }
  if (setQuorum != null) {
    const { policyId, which, fraction, atLeast } = setQuorum;
    const amount = {
      ...(fraction != null && { fraction: exact(fraction) }),
      ...(atLeast != null && { atLeast: exact(atLeast) }),
    };
    return { kind: 'set-quorum', policyId, which, ...amount };
  }
  if (setPolicy != null) return { kind: 'set-policy', policy: setPolicy };
  return standingFrom(input);
}

function standingFrom({ readmitMember, amendMember }: EnactmentInput): OtherEnactment {
  if (readmitMember == null) return standingChangeFrom(amendMember!);
  const { memberId, weight, votes, classId } = readmitMember;
  const standing = { memberId: localId('Member', memberId), weight: exact(weight), votes };
  return { kind: 'readmit-member', ...standing, ...(classId == null ? {} : { classId }) };
}

function standingChangeFrom({ memberId, weight, votes, classId }: StandingChangeInput): OtherEnactment {
  return {
    kind: 'amend-member',
    memberId: localId('Member', memberId),
    ...(weight == null ? {} : { weight: exact(weight) }),
    ...(votes == null ? {} : { votes }),
    ...(classId == null ? {} : { classId }),
  };
}
