import type { Outcome } from '../kernel/refusal';
import { fact } from '../kernel/event-type';
import { given } from '../kernel/given.contract';
import {
  ada,
  adopted,
  bo,
  cleo,
  closed,
  delegated,
  drafted,
  enrolled,
  fence,
  founded,
  opened,
  optedOut,
  policy,
  revoked,
  roof,
  struck,
} from '../record/people.contract';
import { minute, uuid, type Story } from '../record/story.contract';
import * as decide from './delegations.decide';
import * as events from './delegations.events';
import type { Scope } from './scope';

const assembly: Scope = { kind: 'assembly' };
const onRoof: Scope = { kind: 'proposal', proposalId: roof };
const area = (path: string): Scope => ({ kind: 'area', area: path });
const factsOf = (story: Story, scope: Scope, delegates: readonly string[] = []) =>
  story.delegationFacts(scope.kind === 'proposal' ? scope.proposalId : undefined, delegates);

type Deciding = (story: Story) => Outcome<events.DelegationEvent>;
const set =
  (delegates: string[], scope: Scope = assembly, expiresAt?: string, at?: string): Deciding =>
  (story) =>
    decide.setDelegation(
      { ...story.by(ada, at), memberId: ada, scope, delegates, ...(expiresAt === undefined ? {} : { expiresAt }) },
      story.delegations(ada),
      factsOf(story, scope, delegates),
    );
const optOut =
  (scope: Scope = assembly, expiresAt?: string, at?: string): Deciding =>
  (story) =>
    decide.optOutOfDelegating(
      { ...story.by(ada, at), memberId: ada, scope, ...(expiresAt === undefined ? {} : { expiresAt }) },
      story.delegations(ada),
      factsOf(story, scope),
    );
const revoke =
  (scope: Scope = assembly): Deciding =>
  (story) =>
    decide.revokeDelegation({ ...story.by(ada), memberId: ada, scope }, story.delegations(ada));
const expire =
  (at: string, scope: Scope = assembly): Deciding =>
  (story) =>
    decide.expireDelegation({ ...story.by('server', at), memberId: ada, scope }, story.delegations(ada));
const answer =
  (how: typeof decide.acceptDelegations, memberId = bo): Deciding =>
  (story) =>
    how({ ...story.by(memberId), memberId }, story.delegations(memberId), story);

const eleven = Array.from({ length: 11 }, (_, index) => uuid(`delegate ${index}`));
const members = [ada, bo, cleo, ...eleven].map((id) => enrolled(id));
const hall = [...founded(), ...members];
const setUntil = (expiresAt: string) =>
  fact(events.DelegationSet, { memberId: ada, scope: 'assembly', delegates: [bo], expiresAt });
const expired = fact(events.DelegationExpired, { memberId: ada, scope: 'assembly' });

describe('delegating', () => {
  it('is possible for the assembly, an area, a part of an area, and a proposal as draft or open', () => {
    given(hall)
      .when(set([bo]))
      .then(delegated(ada, bo));
    given(hall)
      .when(set([bo], area('roads')))
      .then(delegated(ada, bo, 'area:roads'));
    given(hall)
      .when(set([bo], area('roads/cycling')))
      .then(delegated(ada, bo, 'area:roads/cycling'));
    given(hall, drafted(roof))
      .when(set([bo], onRoof))
      .then(delegated(ada, bo, `proposal:${roof}`));
    given(hall, drafted(roof), opened(roof))
      .when(set([bo], onRoof))
      .then(delegated(ada, bo, `proposal:${roof}`));
  });

  it('may close a circle: the count neutralises it, and the order of speaking never matters', () => {
    given(hall, delegated(bo, ada))
      .when(set([bo]))
      .then(delegated(ada, bo));
  });

  it('replaces what stands in the scope', () => {
    given(hall, delegated(ada, bo))
      .when(set([cleo, bo]))
      .then(delegated(ada, [cleo, bo]));
  });

  it.each([1, 10])('names %i in order of preference', (many) => {
    given(hall)
      .when(set(eleven.slice(0, many)))
      .then(delegated(ada, eleven.slice(0, many)));
  });

  it.each([0, 11])('does not name %i', (many) => {
    given(hall)
      .when(set(eleven.slice(0, many)))
      .thenRefusedSaying('DelegatesMustBeWithinTheLimit', 'delegates', `Name 1 to 10 delegates; ${many} were given.`);
  });

  it('keeps to the limit of the policy', () => {
    const single = given(founded(policy('ordinary', {}, { maxDelegates: 1 })), members);
    single.when(set([bo])).then(delegated(ada, bo));
    single
      .when(set([bo, cleo]))
      .thenRefusedSaying('DelegatesMustBeWithinTheLimit', 'delegates', 'Name 1 to 1 delegate; 2 were given.');
  });

  it('takes the most generous policy as the limit in a scope that several policies share', () => {
    given(founded(policy('ordinary', {}, { maxDelegates: 1 }), policy('ranked', {}, { maxDelegates: 2 })), members)
      .when(set([bo, cleo]))
      .then(delegated(ada, [bo, cleo]));
  });

  it('is not to oneself, to one person twice, to a stranger, to one who was struck, or to one who declines', () => {
    const declines = fact(events.DelegationsDeclined, { memberId: cleo });
    const roll = given(hall, struck(eleven[0]!), declines);
    roll.when(set([bo, ada])).thenRefused('DelegateMustBeSomeoneElse', 'delegates[1]');
    roll.when(set([bo, bo])).thenRefused('DelegatesMustBeDistinct', 'delegates[1]');
    roll.when(set([uuid('stranger')])).thenRefused('DelegateMustBeOnTheRoll', 'delegates[0]');
    roll.when(set([bo, eleven[0]!])).thenRefused('DelegateMustBeOnTheRoll', 'delegates[1]');
    roll.when(set([bo, cleo])).thenRefused('DelegateMustAcceptDelegations', 'delegates[1]');
  });

  it('is for members on the roll', () => {
    given(founded(), enrolled(bo))
      .when(set([bo]))
      .thenRefused('MemberMustBeOnTheRoll', 'memberId');
    given(hall, struck(ada))
      .when(set([bo]))
      .thenRefused('MemberMustBeOnTheRoll', 'memberId');
  });

  it('is refused in a scope that is not there or is over', () => {
    given(hall)
      .when(set([bo], area('parks')))
      .thenRefused('ScopeMustExist', 'scope');
    given(hall)
      .when(set([bo], onRoof))
      .thenRefused('ScopeMustExist', 'scope');
    given(hall, drafted(roof), opened(roof), closed(roof))
      .when(set([bo], onRoof))
      .thenRefused('ScopeMustExist', 'scope');
    given(members)
      .when(set([bo]))
      .thenRefused('ScopeMustExist', 'scope');
  });

  it('is refused where the policy forbids it', () => {
    const none = policy('ordinary', {}, { allowed: 'none' });
    given(founded(none), members)
      .when(set([bo]))
      .thenRefused('PolicyMustAllowDelegation', 'scope');
    given(founded(none), members, drafted(roof))
      .when(set([bo], onRoof))
      .thenRefused('PolicyMustAllowDelegation', 'scope');
  });

  it('can be allowed for single proposals only', () => {
    const narrow = given(founded(policy('ordinary', {}, { allowed: 'proposal-only' })), members, drafted(roof));
    narrow.when(set([bo], onRoof)).then(delegated(ada, bo, `proposal:${roof}`));
    narrow.when(set([bo])).thenRefused('PolicyMustAllowDelegation', 'scope');
    narrow.when(set([bo], area('roads'))).thenRefused('PolicyMustAllowDelegation', 'scope');
  });

  it('keeps, on an open proposal, to the charter it opened under', () => {
    const forbidding = adopted(2, policy('ordinary', {}, { allowed: 'none' }), policy('other'));
    const story = given(hall, drafted(roof), opened(roof), drafted(fence), forbidding);
    story.when(set([bo], onRoof)).then(delegated(ada, bo, `proposal:${roof}`));
    story.when(set([bo], { kind: 'proposal', proposalId: fence })).thenRefused('PolicyMustAllowDelegation', 'scope');
    given(hall, drafted(roof), opened(roof), adopted(2, policy('other')))
      .when(set([bo], onRoof))
      .then(delegated(ada, bo, `proposal:${roof}`));
  });

  it('can expire, later than now', () => {
    given(hall)
      .when(set([bo], assembly, minute(101), minute(100)))
      .then(setUntil(minute(101)));
    given(hall)
      .when(set([bo], assembly, minute(100), minute(100)))
      .thenRefused('ExpiryMustBeInTheFuture', 'expiresAt');
  });
});

describe('opting out of delegating', () => {
  it('says "to nobody" in a scope', () => {
    given(hall)
      .when(optOut(area('roads')))
      .then(optedOut(ada, 'area:roads'));
  });

  it('can expire, later than now', () => {
    const expiresAt = minute(101);
    given(hall)
      .when(optOut(assembly, expiresAt, minute(100)))
      .then(fact(events.DelegatingOptedOut, { memberId: ada, scope: 'assembly', expiresAt }));
    given(hall)
      .when(optOut(assembly, expiresAt, expiresAt))
      .thenRefused('ExpiryMustBeInTheFuture', 'expiresAt');
  });

  it('asks for a member, a scope and a policy that allows delegating there', () => {
    given(founded(), enrolled(bo)).when(optOut()).thenRefused('MemberMustBeOnTheRoll', 'memberId');
    given(hall)
      .when(optOut(area('parks')))
      .thenRefused('ScopeMustExist', 'scope');
    given(founded(policy('ordinary', {}, { allowed: 'none' })), members)
      .when(optOut())
      .thenRefused('PolicyMustAllowDelegation', 'scope');
  });
});

describe('taking a delegation back', () => {
  it('takes back what stands in the scope, an opting-out too', () => {
    given(hall, delegated(ada, bo)).when(revoke()).then(revoked(ada));
    given(hall, optedOut(ada, 'area:roads'))
      .when(revoke(area('roads')))
      .then(revoked(ada, 'area:roads'));
  });

  it('never depends on the roll, a policy or the state of a proposal', () => {
    given(hall, delegated(ada, bo), struck(ada), adopted(2, policy('ordinary', {}, { allowed: 'none' })))
      .when(revoke())
      .then(revoked(ada));
    given(hall, drafted(roof), opened(roof), delegated(ada, bo, `proposal:${roof}`), closed(roof))
      .when(revoke(onRoof))
      .then(revoked(ada, `proposal:${roof}`));
  });

  it('needs one in that very scope', () => {
    given(hall, delegated(ada, bo))
      .when(revoke(area('roads')))
      .thenRefused('DelegationMustExist', 'scope');
    given(hall, delegated(ada, bo), revoked(ada)).when(revoke()).thenRefused('DelegationMustExist', 'scope');
  });
});

describe('expiring', () => {
  const standing = given(hall, setUntil(minute(100)));

  it('happens at its date and from then on', () => {
    standing.when(expire(minute(100))).then(expired);
    standing.when(expire(minute(101))).then(expired);
  });

  it('does not happen before, without a date, or twice', () => {
    standing.when(expire(minute(99))).thenRefused('ExpiryMustHavePassed', 'scope');
    given(hall, delegated(ada, bo))
      .when(expire(minute(100)))
      .thenRefused('ExpiryMustHavePassed', 'scope');
    given(hall, setUntil(minute(100)), expired)
      .when(expire(minute(101)))
      .thenRefused('DelegationMustExist', 'scope');
  });

  it('does not hit the delegation that replaced the dated one', () => {
    given(hall, setUntil(minute(100)), delegated(ada, cleo))
      .when(expire(minute(100)))
      .thenRefused('ExpiryMustHavePassed', 'scope');
  });
});

describe('declining to carry others', () => {
  const declines = fact(events.DelegationsDeclined, { memberId: bo });
  const accepts = fact(events.DelegationsAccepted, { memberId: bo });

  it('is said once, and taken back once', () => {
    given(hall).when(answer(decide.declineDelegations)).then(declines);
    given(hall, declines).when(answer(decide.declineDelegations)).thenNothing();
    given(hall, declines).when(answer(decide.acceptDelegations)).then(accepts);
    given(hall).when(answer(decide.acceptDelegations)).thenNothing();
  });

  it('opens the way again once taken back', () => {
    given(hall, declines, accepts)
      .when(set([bo]))
      .then(delegated(ada, bo));
  });

  it('is for members on the roll', () => {
    const stranger = uuid('stranger');
    given(hall).when(answer(decide.declineDelegations, stranger)).thenRefused('MemberMustBeOnTheRoll', 'memberId');
    given(hall).when(answer(decide.acceptDelegations, stranger)).thenRefused('MemberMustBeOnTheRoll', 'memberId');
  });
});
