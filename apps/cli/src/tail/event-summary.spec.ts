import { catalogue, type PlenumEvent } from '@plenum/domain';
import { fact } from '../hall.fixture';
import { eventSummary } from './event-summary';

const naming = { member: (id: string) => id.toUpperCase(), proposal: (id: string) => `<${id}>` };
const result = {
  outcome: 'adopted',
  winners: [],
  scores: {},
  undelivered: '0',
  entitled: '3',
  valid: '3',
  quorum: true,
};

const examples: readonly [PlenumEvent, string][] = [
  [fact('AssemblyFounded', { name: 'Riu Clar' }), '"Riu Clar" begins its log'],
  [
    fact('CharterAdopted', { charterVersion: 2, charter: { classes: [], areas: [], policies: [] } }),
    'charter version 2 is in force',
  ],
  [fact('MemberEnrolled', { memberId: 'ada', weight: '3/2', votes: true }), 'ADA is on the roll, weight 3/2'],
  [
    fact('MemberAmended', { memberId: 'ada', weight: '2', votes: true, reason: 'Error' }),
    'ADA now has weight 2: Error',
  ],
  [fact('MemberStruck', { memberId: 'ada', reason: 'Left' }), 'ADA is off the roll: Left'],
  [
    fact('MemberReadmitted', { memberId: 'ada', weight: '1', votes: true, reason: 'Back' }),
    'ADA is on the roll again, weight 1: Back',
  ],
  [
    fact('DelegationSet', { memberId: 'ada', scope: 'area:food', delegates: ['bo', 'cy'] }),
    'ADA delegates to BO, then CY (area food)',
  ],
  [fact('DelegatingOptedOut', { memberId: 'ada', scope: 'proposal:p' }), 'ADA delegates to nobody (on <p>)'],
  [fact('DelegationRevoked', { memberId: 'ada', scope: 'assembly' }), 'ADA takes the voice back (assembly)'],
  [fact('DelegationExpired', { memberId: 'ada', scope: 'assembly' }), 'the delegation of ADA ran out (assembly)'],
  [fact('DelegationsDeclined', { memberId: 'ada' }), 'ADA will carry nobody'],
  [fact('DelegationsAccepted', { memberId: 'ada' }), 'ADA will carry others again'],
  [
    fact('ProposalDrafted', { proposalId: 'p', title: 'Well', text: '', options: ['yes', 'no'], policyId: 'x' }),
    '<p>: "Well"',
  ],
  [
    fact('ProposalEdited', { proposalId: 'p', title: 'Wells', text: '', options: ['yes', 'no'], policyId: 'x' }),
    '<p> now reads "Wells"',
  ],
  [
    fact('VotingOpened', {
      ...{ proposalId: 'p', charterVersion: 1, rollRevision: 2, electorate: { members: 3, weight: '3' } },
      closesAt: '2026-12-01T18:00:00.000Z',
    }),
    '<p> is open to 3 members until 2026-12-01 18:00:00Z',
  ],
  [
    fact('VotingExtended', { proposalId: 'p', closesAt: '2026-12-02T18:00:00.000Z', reason: 'Snow' }),
    '<p> stays open until 2026-12-02 18:00:00Z: Snow',
  ],
  [
    fact('ProposalSubmitted', { proposalId: 'p', until: '2026-12-01T18:00:00.000Z' }),
    '<p> is submitted and looks for supporters until 2026-12-01 18:00:00Z',
  ],
  [fact('ProposalSubmitted', { proposalId: 'p' }), '<p> is submitted'],
  [fact('ProposalAdmitted', { proposalId: 'p', supporters: 2, asked: 9 }), '<p> is admitted: 2 of 9 support it'],
  [
    fact('PhaseBegan', { proposalId: 'p', phase: 'discussion', until: '2026-12-01T18:00:00.000Z' }),
    '<p> is in discussion until 2026-12-01 18:00:00Z',
  ],
  [fact('ProposalLapsed', { proposalId: 'p', reason: 'Nobody' }), '<p> lapses: Nobody'],
  [
    fact('AlternativeOffered', { proposalId: 'p', alternativeId: 'a', authorId: 'ada', option: 'Pump', text: '' }),
    'ADA offers "Pump" beside <p>',
  ],
  [
    fact('ProposalEscalated', { proposalId: 'p', classId: 'workers', policyId: 'special', demands: 1, asked: 4 }),
    '<p> moves to special: 1 of 4 workers ask for it',
  ],
  [fact('ProposalSupported', { proposalId: 'p', memberId: 'ada' }), 'ADA supports <p>'],
  [
    fact('ProposalSupported', { proposalId: 'p', memberId: 'ada', alternativeId: 'a' }),
    'ADA supports an alternative to <p>',
  ],
  [fact('ProposalSupportWithdrawn', { proposalId: 'p', memberId: 'ada' }), 'ADA no longer supports <p>'],
  [
    fact('EscalationDemanded', { proposalId: 'p', memberId: 'ada', policyId: 'ordinary' }),
    'ADA asks for a stricter vote on <p>',
  ],
  [fact('OutcomeStated', { proposalId: 'p', text: 'We dig' }), 'the outcome of <p> is put into words'],
  [fact('ReviewFellDue', { proposalId: 'p', reviewAt: '2026-12-01T18:00:00.000Z' }), '<p> is to be looked at again'],
  [
    fact('ProposalEnacted', { proposalId: 'p', results: [{ done: true }, { done: false, reason: 'Gone' }] }),
    '<p> is enacted: 1 of 2 done',
  ],
  [fact('VotingClosed', { proposalId: 'p', cause: 'deadline' }), '<p> is closed by the deadline'],
  [fact('ProposalWithdrawn', { proposalId: 'p', reason: 'Dry' }), '<p> is withdrawn: Dry'],
  [
    fact('ResultCertified', {
      proposalId: 'p',
      closedPosition: 9,
      result: { ...result, countDigest: 'ab'.repeat(32) },
    }),
    '<p> is certified: adopted, digest abababababab…',
  ],
  [fact('BallotCast', { proposalId: 'p', memberId: 'ada', choice: 'yes', channel: 'online' }), 'ADA votes yes on <p>'],
  [
    fact('BallotChanged', { proposalId: 'p', memberId: 'ada', choice: [['a'], ['b']], channel: 'online' }),
    'ADA now votes [["a"],["b"]] on <p>',
  ],
  [fact('BallotWithdrawn', { proposalId: 'p', memberId: 'ada' }), 'ADA takes the ballot back on <p>'],
  [fact('CommissionMemberAppointed', { area: 'food', memberId: 'ada' }), 'ADA is appointed to the commission of food'],
  [
    fact('CommissionMemberDismissed', { area: 'food', memberId: 'ada', reason: 'Busy' }),
    'ADA leaves the commission of food: Busy',
  ],
  [
    fact('SeriesStarted', {
      ...{ seriesId: 's', title: 'Assembly', recurrence: 'FREQ=WEEKLY;INTERVAL=2' },
      ...{ firstAt: '2026-12-03T19:00', timeZone: 'Europe/Madrid' },
    }),
    '"Assembly" is to be held regularly: FREQ=WEEKLY;INTERVAL=2',
  ],
  [fact('SeriesEnded', { seriesId: 's', reason: 'Merged' }), 'a series of meetings ends: Merged'],
  [
    fact('MeetingConvened', { meetingId: 'm', title: 'Winter', startsAt: '2026-12-03T18:00:00.000Z', agenda: [] }),
    '"Winter" is convened with 0 items',
  ],
  [fact('AgendaSet', { meetingId: 'm', agenda: [{ itemId: 'i', title: 'Roof' }] }), 'the agenda now has 1 items'],
  [fact('MeetingOpened', { meetingId: 'm' }), 'the meeting is open'],
  [fact('AgendaItemTaken', { meetingId: 'm', itemId: 'i' }), 'the assembly turns to the next item'],
  [fact('ItemPutToVote', { meetingId: 'm', itemId: 'i', proposalId: 'p' }), 'an item is put to the vote'],
  [fact('ItemConcluded', { meetingId: 'm', itemId: 'i', how: 'decided' }), 'an item is decided'],
  [fact('MeetingPaused', { meetingId: 'm' }), 'the meeting is paused'],
  [fact('MeetingResumed', { meetingId: 'm' }), 'the meeting goes on'],
  [fact('MeetingClosed', { meetingId: 'm', unreached: ['i'] }), 'the meeting is closed, 1 items carry over'],
  [fact('MeetingCancelled', { meetingId: 'm', reason: 'Snow' }), 'the meeting is cancelled: Snow'],
  [
    fact('HallCodeIssued', { meetingId: 'm', memberId: 'ada', codeDigest: 'ab'.repeat(32) }),
    'ADA is handed a code for the hall',
  ],
  [fact('MemberCheckedIn', { meetingId: 'm', memberId: 'ada', by: 'hall-code' }), 'ADA checks in (hall-code)'],
  [fact('MemberCheckedOut', { meetingId: 'm', memberId: 'ada' }), 'ADA checks out'],
  [fact('HandCountOpened', { proposalId: 'p', handCountId: 'h', meetingId: 'm' }), 'hands are asked for on <p>'],
  [
    fact('HandTotalsEntered', { proposalId: 'p', handCountId: 'h', tellerId: 't', totals: { yes: 3, no: 1 } }),
    'a teller counts yes 3, no 1 on <p>',
  ],
  [
    fact('HandCountRecorded', { proposalId: 'p', handCountId: 'h', totals: { yes: 3 }, tellers: ['t', 'u'] }),
    'two tellers agree on <p>: yes 3',
  ],
  [
    fact('HandCountCancelled', { proposalId: 'p', handCountId: 'h', reason: 'Fire drill' }),
    'the show of hands on <p> does not count: Fire drill',
  ],
  [
    fact('LogKeyRotated', {
      ...{ oldKey: `plenum.local/a+00000000+${'A'.repeat(44)}`, newKey: `plenum.local/a+1a2b3c4d+${'B'.repeat(44)}` },
      ...{ root: `${'A'.repeat(43)}=`, endorsement: `${'A'.repeat(86)}==` },
    }),
    'another key signs the log: plenum.local/a+1a2b3c4d',
  ],
];

describe('an event in a few words', () => {
  it.each(examples)('%j', (event, words) => {
    expect(eventSummary(event, naming)).toBe(words);
  });

  it('knows every kind of fact', () => {
    expect([...new Set(examples.map(([{ type }]) => type))].sort()).toEqual(catalogue.map(({ type }) => type).sort());
  });
});
