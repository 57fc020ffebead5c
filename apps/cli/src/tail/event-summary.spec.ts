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
];

describe('an event in a few words', () => {
  it.each(examples)('%j', (event, words) => {
    expect(eventSummary(event, naming)).toBe(words);
  });

  it('knows every kind of fact', () => {
    expect(examples.map(([{ type }]) => type).sort()).toEqual(catalogue.map(({ type }) => type).sort());
  });
});
