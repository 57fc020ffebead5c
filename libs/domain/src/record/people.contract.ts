import type { Charter, DelegationTerms, Policy } from '../assembly/charter';
import { AssemblyFounded, CharterAdopted } from '../assembly/assembly.events';
import { BallotCast, BallotWithdrawn, type Choice } from '../ballots/ballots.events';
import type { PlenumEvent } from '../catalogue';
import { DelegatingOptedOut, DelegationRevoked, DelegationSet } from '../delegations/delegations.events';
import { fact } from '../kernel/event-type';
import { sumExact } from '../kernel/exact';
import { ProposalDrafted, VotingClosed, VotingOpened } from '../proposals/proposals.events';
import { MemberAmended, MemberEnrolled, MemberReadmitted, MemberStruck } from '../roll/roll.events';
import { minute, uuid, type Story } from './story.contract';

/** A co-operative whose members are called by name in the specs, and the facts about them in one line each. */

export const [ada, bo, cleo, dan, eva] = ['ada', 'bo', 'cleo', 'dan', 'eva'].map(uuid) as [
  string,
  string,
  string,
  string,
  string,
];
export const [roof, fence] = ['the roof', 'the fence'].map(uuid) as [string, string];

export function policy(
  id: string,
  more: Partial<Omit<Policy, 'delegation'>> = {},
  terms: Partial<DelegationTerms> = {},
): Policy {
  return {
    id,
    name: id,
    rule: 'majority',
    effect: 'binding',
    thresholds: [{ base: 'yes-no', fraction: '1/2', strict: true }],
    quorums: [],
    delegation: { allowed: 'every-scope', rule: 'breadth-first', maxDelegates: 10, ...terms },
    frozen: { electorate: 'at-open', weights: 'at-open', delegations: 'live' },
    votingPeriodHours: 48,
    ...more,
  };
}

export function charter(...policies: Policy[]): Charter {
  return {
    classes: [
      { id: 'workers', name: 'Workers' },
      { id: 'clients', name: 'Clients' },
    ],
    areas: [
      { path: 'roads', name: 'Roads' },
      { path: 'roads/cycling', name: 'Cycling' },
      { path: 'housing', name: 'Housing' },
    ],
    policies: policies.length > 0 ? policies : [policy('ordinary')],
  };
}

export const adopted = (charterVersion: number, ...policies: Policy[]) =>
  fact(CharterAdopted, { charterVersion, charter: charter(...policies) });

/** The co-operative founded, with these policies in its first charter. */
export const founded = (...policies: Policy[]): readonly PlenumEvent[] => [
  fact(AssemblyFounded, { name: 'Bakers of the Lane' }),
  adopted(1, ...policies),
];

type Standing = { weight?: string; votes?: boolean; classId?: string };

export const enrolled = (memberId: string, standing: Standing = {}) =>
  fact(MemberEnrolled, { memberId, weight: '1', votes: true, ...standing });
export const amended = (memberId: string, standing: Standing) =>
  fact(MemberAmended, { memberId, weight: '1', votes: true, ...standing, reason: 'corrected' });
export const struck = (memberId: string) => fact(MemberStruck, { memberId, reason: 'left' });
export const readmitted = (memberId: string, standing: Standing = {}) =>
  fact(MemberReadmitted, { memberId, weight: '1', votes: true, ...standing, reason: 'came back' });

export const delegated = (memberId: string, delegates: string | string[], scope = 'assembly') =>
  fact(DelegationSet, { memberId, scope, delegates: [delegates].flat() });
export const optedOut = (memberId: string, scope: string) => fact(DelegatingOptedOut, { memberId, scope });
export const revoked = (memberId: string, scope = 'assembly') => fact(DelegationRevoked, { memberId, scope });

export const drafted = (proposalId: string, more: { policyId?: string; area?: string; drafterId?: string } = {}) =>
  fact(ProposalDrafted, {
    proposalId,
    title: 'Mend it',
    text: '',
    options: ['yes', 'no'],
    policyId: 'ordinary',
    ...more,
  });

/** Opened for the roll and under the charter of that moment; closes at minute 1000. */
export const opened = (proposalId: string) => (story: Story) => {
  const voting = [...story.roll.members.values()].filter(({ votes }) => votes);
  return fact(VotingOpened, {
    proposalId,
    charterVersion: story.assembly.charters.length,
    rollRevision: story.rollRevision,
    electorate: { members: voting.length, weight: sumExact(voting.map(({ weight }) => weight)) },
    closesAt: minute(1000),
  });
};
export const closed = (proposalId: string) => fact(VotingClosed, { proposalId, cause: 'deadline' });

export const cast = (memberId: string, proposalId: string, choice: Choice) =>
  fact(BallotCast, { proposalId, memberId, choice, channel: 'online' });
export const tookBack = (memberId: string, proposalId: string) => fact(BallotWithdrawn, { proposalId, memberId });
