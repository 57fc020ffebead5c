import { createHash } from 'node:crypto';
import { certifiedResult, type PlenumEvent, type StoredEvent } from '@plenum/domain';
import {
  KeyKind,
  MemoryEventLog,
  NO_STREAM,
  SignerKey,
  signRotation,
  type AppendRequest,
  type LogJson,
} from '@plenum/event-log';
import {
  adopted,
  amended,
  cast,
  closed,
  delegated,
  drafted,
  enrolled,
  founded,
  opened,
  optedOut,
  policy,
  readmitted,
  revoked,
  struck,
  tookBack,
} from '../../libs/domain/src/record/people.contract';
import { Story, minute, streamOf, uuid, type Told } from '../../libs/domain/src/record/story.contract';
import { encodeEvents } from '../../libs/event-log/src/envelope';
import { Frontier } from '../../libs/event-log/src/proof/merkle/frontier';

/** An assembly to which everything happens once that a log can tell of, so that a log of it holds every kind of event. */

type Type = PlenumEvent['type'];
type Data<One extends Type> = Extract<PlenumEvent, { readonly type: One }>['data'];

const tell = <One extends Type>(type: One, data: Data<One>): PlenumEvent => ({ type, version: 1, data }) as PlenumEvent;

const ASSEMBLY = uuid('the eventful assembly');
const named = (name: string) => uuid(`${name} of the eventful assembly`);
const people = Array.from({ length: 12 }, (_, index) => named(`member ${index}`));
const [a, b, c, d, e, f, g, h] = people as [string, string, string, string, string, string, string, string];
const [tess, tom, newcomer] = [named('tess'), named('tom'), named('newcomer')];
const [roof, oven, board, budget, statutes, swing, idle] = [
  ...['the roof', 'the oven', 'the board', 'the budget', 'the statutes', 'the swing', 'the idle one'],
].map(named) as [string, string, string, string, string, string, string];
const [spring, summer, series, show, calledOff, garden] = [
  ...['spring', 'summer', 'thursdays', 'the show of hands', 'the show that was called off', 'the garden'],
].map(named) as [string, string, string, string, string, string];

const terms = { maxDelegates: 2 };
const policies = [
  policy('ordinary', { frozen: { electorate: 'at-open', weights: 'at-open', delegations: 'live' } }, terms),
  policy('strict', { thresholds: [{ base: 'yes-no', fraction: '2/3', strict: false }] }, { rule: 'min-sum', ...terms }),
  policy('ranked', { rule: 'schulze', thresholds: [] }, { rule: 'depth-first', ...terms }),
  policy('shared', { rule: 'approval', thresholds: [], frozen: { electorate: 'live', weights: 'live', delegations: 'live' } }),
];

const certified = (proposalId: string, reviewAt?: string) => (story: Story) => {
  const { position } = story.record;
  const result = certifiedResult(story.record, proposalId)!;
  return tell('ResultCertified', { proposalId, closedPosition: position, result, ...(reviewAt ? { reviewAt } : {}) });
};
const item = (name: string, proposalId?: string) => ({
  ...{ itemId: named(`item ${name}`), title: name },
  ...(proposalId === undefined ? {} : { proposalId }),
});
const enters = (memberId: string, by: 'registrar' | 'hall-code' = 'registrar') =>
  tell('MemberCheckedIn', { meetingId: spring, memberId, by });

const theRoll: readonly Told[] = [
  founded(...policies),
  people.map((id, index) =>
    enrolled(id, { weight: ['1', '2', '1/3', '3/2'][index % 4]!, classId: index % 3 === 0 ? 'clients' : 'workers' }),
  ),
  [tess, tom].map((id) => enrolled(id, { votes: false })),
  [delegated(a, b), delegated(c, [d, b]), delegated(e, c, 'area:roads'), optedOut(f, 'area:housing')],
  tell('DelegationSet', { memberId: g, scope: 'assembly', delegates: [h], expiresAt: minute(30) }),
  [tell('DelegationsDeclined', { memberId: h }), tell('DelegationsAccepted', { memberId: h })],
  [struck(people[11]!), readmitted(people[11]!, { weight: '2' }), amended(people[10]!, { weight: '5' })],
  ['roads', 'housing'].map((area) => tell('CommissionMemberAppointed', { area, memberId: b })),
  tell('CommissionMemberDismissed', { area: 'housing', memberId: b, reason: 'moved away' }),
];

/** Online: supporters, phases, an edit, an escalation, an extension; and one that finds nobody, and one taken back. */
const theLongWay: readonly Told[] = [
  drafted(oven, { area: 'roads/cycling', drafterId: a }),
  [tell('ProposalSubmitted', { proposalId: oven, until: minute(200) }), tell('ProposalSupported', { proposalId: oven, memberId: a })],
  [tell('ProposalSupportWithdrawn', { proposalId: oven, memberId: a }), tell('ProposalSupported', { proposalId: oven, memberId: b })],
  tell('ProposalAdmitted', { proposalId: oven, supporters: 1, asked: 1 }),
  tell('PhaseBegan', { proposalId: oven, phase: 'discussion', until: minute(300) }),
  tell('AlternativeOffered', { proposalId: oven, alternativeId: garden, authorId: c, option: 'A garden', text: 'Instead.' }),
  tell('ProposalSupported', { proposalId: oven, memberId: d, alternativeId: garden }),
  tell('ProposalEdited', {
    ...{ proposalId: oven, title: 'Buy the oven', text: 'The large one: “Röst”.' },
    ...{ options: ['yes', 'no'], policyId: 'ordinary', area: 'roads/cycling' },
  }),
  tell('PhaseBegan', { proposalId: oven, phase: 'verification', until: minute(310) }),
  tell('EscalationDemanded', { proposalId: oven, memberId: a, policyId: 'strict' }),
  tell('ProposalEscalated', { proposalId: oven, classId: 'clients', policyId: 'strict', demands: 1, asked: 1 }),
  opened(oven),
  [cast(b, oven, 'yes'), cast(d, oven, 'no'), cast(h, oven, 'yes'), cast(f, oven, 'abstain')],
  tell('BallotChanged', { proposalId: oven, memberId: d, choice: 'yes', channel: 'online', reason: 'Convinced.' }),
  [tookBack(h, oven), revoked(c), tell('DelegationExpired', { memberId: g, scope: 'assembly' })],
  tell('VotingExtended', { proposalId: oven, closesAt: minute(2_000), reason: 'The link was broken for a day' }),
  [closed(oven)],
  certified(oven, minute(5_000)),
  tell('OutcomeStated', { proposalId: oven, text: 'We buy it in May.', reviewAt: minute(5_000) }),
  tell('ReviewFellDue', { proposalId: oven, reviewAt: minute(5_000) }),
  [drafted(idle), tell('ProposalSubmitted', { proposalId: idle, until: minute(60) })],
  tell('ProposalLapsed', { proposalId: idle, reason: 'too few supported it' }),
  [drafted(swing)],
  tell('ProposalWithdrawn', { proposalId: swing, reason: 'It is built already' }),
];

/** In the hall and online at once: codes, desks, a show of hands, one called off, a pause, an item put off. */
const theHall: readonly Told[] = [
  tell('SeriesStarted', {
    ...{ seriesId: series, title: 'Thursdays', recurrence: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TH' },
    ...{ firstAt: '2026-12-03T19:00', timeZone: 'Europe/Madrid' },
  }),
  [drafted(roof)],
  tell('MeetingConvened', {
    ...{ meetingId: spring, title: 'Spring', startsAt: minute(400), place: 'The bakery', seriesId: series },
    agenda: [item('Welcome'), item('Roof', roof)],
  }),
  tell('AgendaSet', { meetingId: spring, agenda: [item('Welcome'), item('Roof', roof), item('Any other business')] }),
  tell('HallCodeIssued', { meetingId: spring, memberId: a, codeDigest: createHash('sha256').update('code').digest('hex') }),
  tell('MeetingOpened', { meetingId: spring }),
  [enters(a, 'hall-code'), ...[b, c, d, e].map((one) => enters(one))],
  tell('MemberCheckedOut', { meetingId: spring, memberId: e }),
  tell('AgendaItemTaken', { meetingId: spring, itemId: item('Welcome').itemId }),
  tell('ItemConcluded', { meetingId: spring, itemId: item('Welcome').itemId, how: 'discussed', note: 'Cake.' }),
  opened(roof),
  [cast(e, roof, 'no'), cast(people[9]!, roof, 'yes'), delegated(people[8]!, people[9]!, `proposal:${roof}`)],
  tell('AgendaItemTaken', { meetingId: spring, itemId: item('Roof').itemId }),
  tell('ItemPutToVote', { meetingId: spring, itemId: item('Roof').itemId, proposalId: roof }),
  tell('HandCountOpened', { proposalId: roof, handCountId: calledOff, meetingId: spring }),
  tell('HandCountCancelled', { proposalId: roof, handCountId: calledOff, reason: 'Somebody came late' }),
  tell('HandCountOpened', { proposalId: roof, handCountId: show, meetingId: spring }),
  [tess, tom].map((tellerId) =>
    tell('HandTotalsEntered', { proposalId: roof, handCountId: show, tellerId, totals: { yes: 2, no: 1, abstain: 0 } }),
  ),
  tell('HandCountRecorded', { proposalId: roof, handCountId: show, totals: { yes: 2, no: 1, abstain: 0 }, tellers: [tess, tom] }),
  [closed(roof)],
  certified(roof),
  tell('ItemConcluded', { meetingId: spring, itemId: item('Roof').itemId, how: 'decided' }),
  [tell('MeetingPaused', { meetingId: spring, reason: 'Fire drill' }), tell('MeetingResumed', { meetingId: spring })],
  tell('MeetingClosed', { meetingId: spring, unreached: [item('Any other business').itemId] }),
  tell('MeetingConvened', { meetingId: summer, title: 'Summer', startsAt: minute(900), seriesId: series, agenda: [] }),
  tell('MeetingCancelled', { meetingId: summer, reason: 'Heat' }),
  tell('SeriesEnded', { seriesId: series, reason: 'Summer' }),
];

/** Several options, a second charter, a roll that moves under an open vote, and a decision that enacts itself. */
const theRest: readonly Told[] = [
  adopted(2, ...policies, policy('later')),
  tell('ProposalDrafted', { proposalId: board, title: 'Who chairs', text: '', options: ['Ada', 'Bo', 'Cleo'], policyId: 'ranked' }),
  opened(board),
  [cast(a, board, [['Ada'], ['Bo', 'Cleo']]), cast(b, board, [['Bo'], ['Cleo'], ['Ada']]), cast(d, board, [['Cleo'], ['Ada']])],
  [closed(board)],
  certified(board),
  tell('ProposalDrafted', { proposalId: budget, title: 'What to buy', text: '', options: ['Flour', 'Salt', 'Yeast'], policyId: 'shared' }),
  opened(budget),
  [cast(a, budget, ['Flour', 'Salt']), cast(b, budget, ['Salt']), struck(a), amended(b, { weight: '7' })],
  [enrolled(newcomer, { weight: '1/7' }), cast(newcomer, budget, ['Yeast']), cast(d, budget, 'abstain')],
  [closed(budget)],
  certified(budget),
  tell('ProposalDrafted', {
    ...{ proposalId: statutes, title: 'Strike the absent', text: '', options: ['yes', 'no'], policyId: 'ordinary' },
    enacts: [{ kind: 'strike-member', memberId: people[7]! }],
  }),
  opened(statutes),
  [cast(b, statutes, 'yes'), cast(d, statutes, 'no'), closed(statutes)],
  certified(statutes),
  tell('ProposalEnacted', { proposalId: statutes, results: [{ done: true }] }),
  rotated,
];

/** By the old key, over all that was told so far as the log stores it. */
function rotated(story: Story): PlenumEvent {
  const before = new Frontier();
  for (const event of story.events)
    for (const { leafHash } of encodeEvents(ASSEMBLY, requestOf(event))) before.add(leafHash);
  const [old, next] = ['old', 'new'].map((which) => {
    const seed = createHash('sha256').update(`${which} key of the eventful assembly`).digest();
    return SignerKey.of(`plenum.local/${ASSEMBLY}`, KeyKind.note, seed);
  });
  return tell('LogKeyRotated', signRotation(old!, next!.verifier, before.head));
}

export function eventfulAssembly(): Story {
  return new Story().tell(...theRoll, ...theLongWay, ...theHall, ...theRest);
}

/** The same on a log. */
export async function loggedAssembly(): Promise<MemoryEventLog> {
  const log = new MemoryEventLog(ASSEMBLY);
  for (const event of eventfulAssembly().events) await log.append(requestOf(event));
  return log;
}

/** Each event by a command of its own. */
function requestOf({ type, version, data, revision, at, position }: StoredEvent): AppendRequest {
  const commandId = uuid(`command ${position} of the eventful assembly`);
  return {
    stream: streamOf({ type, version, data } as PlenumEvent),
    expectedRevision: revision === 0 ? NO_STREAM : revision - 1,
    events: [{ type, version, data: data as { readonly [key: string]: LogJson } }],
    ...{ commandId, commandDigest: createHash('sha256').update(commandId).digest('hex'), actor: 'system:golden', at },
  };
}
