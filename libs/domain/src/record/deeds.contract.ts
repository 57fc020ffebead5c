import * as fc from 'fast-check';
import { adoptCharter } from '../assembly/assembly.decide';
import { castBallot, withdrawBallot } from '../ballots/ballots.decide';
import type { PlenumEvent } from '../catalogue';
import { optOutOfDelegating, revokeDelegation, setDelegation } from '../delegations/delegations.decide';
import { parseScope } from '../delegations/scope';
import { isRefusal, type Outcome } from '../kernel/refusal';
import { closeVoting, openVoting, withdrawProposal, type ClosingFacts } from '../proposals/proposals.decide';
import { amendMember, enrolMembers, readmitMember, strikeMember } from '../roll/roll.decide';
import { halves } from './naive-model.contract';
import { cast, charter, drafted, enrolled, fence, founded, policy, roof } from './people.contract';
import { minute, Story, uuid } from './story.contract';

/** Random histories of one small assembly: what its members and officers try, in any order, sensible or not. */
export interface Deed {
  readonly kind: keyof typeof attempts;
  readonly who: string;
  readonly whom: string;
  readonly proposalId: string;
  readonly scope: string;
  readonly choice: string;
  readonly weight: string;
  readonly votes: boolean;
  readonly policyIndex: number;
}

export const people = Array.from({ length: 6 }, (_, index) => uuid(`person ${index}`));
const freezes = ['at-open', 'at-close', 'live'] as const;
const everyFreeze = freezes.flatMap((electorate) =>
  freezes.flatMap((weights) => freezes.map((delegations) => ({ electorate, weights, delegations }))),
);
const policies = everyFreeze.map((frozen) => policy('ordinary', { frozen }, { maxDelegates: 1 }));
const scopes = ['assembly', 'area:roads', 'area:roads/cycling', `proposal:${roof}`, `proposal:${fence}`];

/** These histories end whenever their chair says so. */
const byTheChair: ClosingFacts = { policy: undefined, unsettled: undefined };

const decided = (story: Story, { who, whom, proposalId, scope, choice, weight, votes, policyIndex }: Deed) => {
  const base = story.by(who);
  const inScope = parseScope(scope)!;
  const named = inScope.kind === 'proposal' ? inScope.proposalId : undefined;
  const standing = { memberId: whom, weight, votes };
  return {
    enrol: () => enrolMembers({ ...base, members: [standing] }, story.roll, story),
    amend: () => amendMember({ ...base, ...standing, reason: 'corrected' }, story.roll, story),
    strike: () => strikeMember({ ...base, memberId: whom, reason: 'left' }, story.roll),
    readmit: () => readmitMember({ ...base, ...standing, reason: 'came back' }, story.roll, story),
    delegate: () =>
      setDelegation(
        { ...base, memberId: who, scope: inScope, delegates: [whom] },
        story.delegations(who),
        story.delegationFacts(named, [whom]),
      ),
    optOut: () =>
      optOutOfDelegating(
        { ...base, memberId: who, scope: inScope },
        story.delegations(who),
        story.delegationFacts(named),
      ),
    revoke: () => revokeDelegation({ ...base, memberId: who, scope: inScope }, story.delegations(who)),
    vote: () =>
      castBallot(
        { ...base, proposalId, memberId: who, choice },
        story.ballot(proposalId, who),
        story.ballotFacts(proposalId, who),
      ),
    takeBack: () =>
      withdrawBallot(
        { ...base, proposalId, memberId: who },
        story.ballot(proposalId, who),
        story.ballotFacts(proposalId, who),
      ),
    open: () => openVoting({ ...base, proposalId, closesAt: minute(100_000) }, story.proposal(proposalId), story),
    close: () =>
      closeVoting({ ...base, proposalId, cause: 'chair', reason: 'done' }, story.proposal(proposalId), byTheChair),
    withdraw: () =>
      withdrawProposal({ ...base, proposalId, editor: { chairs: true }, reason: 'late' }, story.proposal(proposalId)),
    adopt: () =>
      adoptCharter(
        { ...base, charterVersion: story.assembly.charters.length + 1, charter: charter(policies[policyIndex]!) },
        story.assembly,
      ),
    /** A ballot that nobody decided on: one that raced a close or a strike and lost. */
    stray: (): Outcome<PlenumEvent> => [cast(who, proposalId, choice)],
  };
};

/** How often each is tried, in parts. */
const attempts = {
  enrol: 2,
  amend: 2,
  strike: 2,
  readmit: 2,
  delegate: 8,
  optOut: 1,
  revoke: 2,
  vote: 8,
  takeBack: 1,
  open: 4,
  close: 1,
  withdraw: 1,
  adopt: 1,
  stray: 1,
} as const satisfies Record<keyof ReturnType<typeof decided>, number>;

/** Tries it; what is accepted stands in the log. Tells whether it was. */
export function attempt(story: Story, deed: Deed): boolean {
  const outcome: Outcome<PlenumEvent> = decided(story, deed)[deed.kind]();
  if (isRefusal(outcome)) return false;
  story.tell(outcome);
  return true;
}

export const deeds = fc.array(
  fc.record<Deed>({
    kind: fc.oneof(
      ...Object.entries(attempts).map(([kind, weight]) => ({ weight, arbitrary: fc.constant(kind as Deed['kind']) })),
    ),
    who: fc.constantFrom(...people),
    whom: fc.constantFrom(...people),
    proposalId: fc.constantFrom(roof, fence),
    scope: fc.constantFrom(...scopes),
    choice: fc.constantFrom('yes', 'no', 'abstain'),
    weight: fc.constantFrom(...Object.keys(halves)),
    votes: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    policyIndex: fc.nat(policies.length - 1),
  }),
  { minLength: 10, maxLength: 60 },
);

/** Four of the six on the roll, two drafts, and one of the 27 ways to freeze. */
export const beginnings = fc.nat(policies.length - 1).map(
  (index) => () =>
    new Story().tell(
      founded(policies[index]!),
      people.slice(0, 4).map((member) => enrolled(member)),
      drafted(roof, { area: 'roads/cycling' }),
      drafted(fence),
    ),
);
