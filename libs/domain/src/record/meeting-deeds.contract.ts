import * as fc from 'fast-check';
import { castBallot, castNamedBallot, withdrawBallot } from '../ballots/ballots.decide';
import type { PlenumEvent } from '../catalogue';
import { revokeDelegation, setDelegation } from '../delegations/delegations.decide';
import { cancelHandCount, enterHandTotals, openHandCount } from '../hand-counts/hand-counts.decide';
import { isRefusal, type Outcome } from '../kernel/refusal';
import { closeMeeting, openMeeting, pauseMeeting, resumeMeeting, setAgenda } from '../meetings/meetings.decide';
import { checkIn, checkOut } from '../presence/presence.decide';
import { closeVoting, openVoting } from '../proposals/proposals.decide';
import { amendMember, enrolMembers, readmitMember, strikeMember } from '../roll/roll.decide';
import { began, convened, enters, showOpened, tellersOnRoll, tess, tom, voted, winter } from './hall.contract';
import { drafted, enrolled, fence, founded, policy, roof } from './people.contract';
import { minute, Story, uuid } from './story.contract';

/** Random evenings in one hall: what members, tellers, desks and the chair try, in any order, sensible or not. */
export interface HallDeed {
  readonly kind: keyof typeof attempts;
  readonly who: string;
  readonly whom: string;
  readonly proposalId: string;
  readonly choice: string;
  readonly teller: string;
  readonly hands: number;
  readonly yes: number;
}

export const neighbours = Array.from({ length: 6 }, (_, index) => uuid(`neighbour ${index} in the hall`));

/** The same id for every show of hands at one position, so that a history can be told twice. */
const newShow = (story: Story) => uuid(`show of hands at ${story.events.length}`);
const lastShow = (story: Story, proposalId: string) =>
  story.proposal(proposalId).handCounts?.at(-1)?.id ?? uuid('no show of hands');

const decided = (story: Story, { who, whom, proposalId, choice, teller, hands, yes }: HallDeed) => {
  const base = story.by(who);
  const [ballot, facts] = [story.ballot(proposalId, who), story.ballotFacts(proposalId, who)];
  const present = { ...base, meetingId: winter, memberId: who };
  const scope = { kind: 'assembly' } as const;
  const state = story.meeting(winter);
  const proposal = (id: string) => story.proposal(id);
  const handCountId = lastShow(story, proposalId);
  const totals = { yes: Math.min(yes, hands), no: hands - Math.min(yes, hands) };
  const item = (id: string) => ({ itemId: uuid(`item ${id}`), title: 'A point', proposalId: id });
  return {
    enter: () => checkIn(present, story.presence(who), story.presenceFacts(winter)),
    leave: () => checkOut(present, story.presence(who), story.presenceFacts(winter)),
    begin: () => openMeeting({ ...base, meetingId: winter }, state),
    pause: () => pauseMeeting({ ...base, meetingId: winter }, state),
    resume: () => resumeMeeting({ ...base, meetingId: winter }, state),
    end: () => closeMeeting({ ...base, meetingId: winter }, state, { proposal }),
    shorten: () => {
      const agenda = [item(proposalId)];
      const newItemIds = agenda.map(({ itemId }) => itemId);
      return setAgenda({ ...base, meetingId: winter, agenda, newItemIds }, state, { proposal });
    },
    show: () =>
      openHandCount(
        { ...base, proposalId, handCountId: newShow(story), meetingId: winter },
        story.proposal(proposalId),
        story.handCountFacts(winter),
      ),
    count: () =>
      enterHandTotals(
        { ...base, proposalId, handCountId, tellerId: teller, totals },
        story.proposal(proposalId),
        story,
      ),
    /** The teller who counts what somebody else counted before. */
    confirm: () => {
      const seen = Object.values(story.proposal(proposalId).handCounts?.at(-1)?.entered ?? {}).at(-1) ?? totals;
      const sheet = { ...base, proposalId, handCountId, tellerId: teller, totals: seen };
      return enterHandTotals(sheet, story.proposal(proposalId), story);
    },
    callOff: () => cancelHandCount({ ...base, proposalId, handCountId, reason: 'again' }, story.proposal(proposalId)),
    vote: () => castBallot({ ...base, proposalId, memberId: who, choice }, ballot, facts),
    callOut: () => castNamedBallot({ ...base, proposalId, memberId: who, choice, tellerId: teller }, ballot, facts),
    takeBack: () => withdrawBallot({ ...base, proposalId, memberId: who }, ballot, facts),
    delegate: () =>
      setDelegation(
        { ...base, memberId: who, scope, delegates: [whom] },
        story.delegations(who),
        story.delegationFacts(undefined, [whom]),
      ),
    revoke: () => revokeDelegation({ ...base, memberId: who, scope }, story.delegations(who)),
    enrol: () => enrolMembers({ ...base, members: [{ memberId: whom, weight: '1', votes: true }] }, story.roll, story),
    amend: () => amendMember({ ...base, memberId: whom, weight: '2', votes: true, reason: 'more' }, story.roll, story),
    strike: () => strikeMember({ ...base, memberId: whom, reason: 'left' }, story.roll),
    readmit: () =>
      readmitMember({ ...base, memberId: whom, weight: '1', votes: true, reason: 'back' }, story.roll, story),
    open: () => openVoting({ ...base, proposalId, closesAt: minute(100_000) }, story.proposal(proposalId), story),
    /** The deadline passes whatever is going on. */
    close: () =>
      closeVoting({ ...base, at: minute(200_000), proposalId, cause: 'deadline' }, story.proposal(proposalId), {
        policy: undefined,
        unsettled: undefined,
      }),
    /** Facts that nobody decided on: they raced others and lost. */
    strayBallot: (): Outcome<PlenumEvent> => [voted(who, choice, 'online', proposalId)],
    strayShow: (): Outcome<PlenumEvent> =>
      story.proposal(proposalId).status === 'open' ? [showOpened(newShow(story), proposalId)] : [],
  };
};

/** How often each is tried, in parts. */
const attempts = {
  ...{ enter: 14, leave: 3, begin: 1, pause: 1, resume: 1, end: 1, shorten: 1 },
  ...{ show: 8, count: 10, confirm: 10, callOff: 1 },
  ...{ vote: 10, callOut: 3, takeBack: 1, delegate: 12, revoke: 1 },
  ...{ enrol: 1, amend: 2, strike: 2, readmit: 1, open: 2, close: 1, strayBallot: 2, strayShow: 3 },
} as const satisfies Record<keyof ReturnType<typeof decided>, number>;

/** Tries it; what is accepted stands in the log. Tells whether it was. */
export function attemptInHall(story: Story, deed: HallDeed): boolean {
  const outcome: Outcome<PlenumEvent> = decided(story, deed)[deed.kind]();
  if (isRefusal(outcome)) return false;
  story.tell(outcome);
  return true;
}

export const evenings = fc.array(
  fc.record<HallDeed>({
    kind: fc.oneof(
      ...Object.entries(attempts).map(([kind, weight]) => ({
        weight,
        arbitrary: fc.constant(kind as HallDeed['kind']),
      })),
    ),
    who: fc.constantFrom(...neighbours),
    whom: fc.constantFrom(...neighbours),
    proposalId: fc.constantFrom(roof, roof, roof, fence),
    choice: fc.constantFrom('yes', 'no', 'abstain'),
    teller: fc.constantFrom(tom, tess),
    hands: fc.constantFrom(0, 1, 1, 2, 2, 3),
    yes: fc.constantFrom(0, 1, 1, 2),
  }),
  { minLength: 15, maxLength: 60 },
);

const freezes = ['at-open', 'at-close', 'live'] as const;
const frozen = fc.record({
  electorate: fc.constantFrom(...freezes),
  weights: fc.constantFrom(...freezes),
  delegations: fc.constantFrom(...freezes),
});

/** Five neighbours on the roll, one of them with twice the weight or none such, the roof open; mostly the meeting has begun with three in the hall. */
export const eveningsBegin = fc
  .tuple(frozen, fc.constantFrom('1', '2'), fc.constantFrom(true, false, false, false))
  .map(([freeze, weight, isEarly]) => () => {
    const story = new Story().tell(
      founded(policy('ordinary', { frozen: freeze }, { maxDelegates: 1 })),
      neighbours.slice(0, 5).map((id, index) => enrolled(id, index === 4 ? { weight } : {})),
      [...tellersOnRoll, drafted(roof), drafted(fence), convened()],
      isEarly ? [] : [began, ...neighbours.slice(0, 3).map(enters)],
    );
    story.tell(
      openVoting(
        { ...story.by('role:chair'), proposalId: roof, closesAt: minute(100_000) },
        story.proposal(roof),
        story,
      ) as PlenumEvent[],
    );
    return story;
  });
