import type { Charter } from '../assembly/charter';
import { CharterAdopted } from '../assembly/assembly.events';
import { fact } from '../kernel/event-type';
import { given } from '../kernel/given.contract';
import { MemberAmended, MemberEnrolled, MemberReadmitted, MemberStruck } from '../roll/roll.events';
import { ada, adopted, bo, charter, drafted, enrolled, founded, policy, roof, struck } from '../record/people.contract';
import { Story, uuid, type Told } from '../record/story.contract';
import { charterOutcome, rollOutcome } from './enact';
import type { Enactment, RollEnactment } from './enactments';
import { draftProposal, openVoting } from './proposals.decide';
import { ProposalDrafted } from './proposals.events';

const eva = uuid('eva');
const half = { base: 'yes-no', fraction: '1/2', strict: true } as const;
const rules = policy('ordinary', { thresholds: [half], quorums: [{ of: 'entitled-weight', fraction: '1/5' }] });
const hall: Told[] = [founded(rules), enrolled(ada), enrolled(bo, { votes: false })];

const admitEva: RollEnactment = { kind: 'admit-member', memberId: eva, weight: '1', votes: true };
const promoteBo: RollEnactment = { kind: 'amend-member', memberId: bo, votes: true };
const strikeAda: RollEnactment = { kind: 'strike-member', memberId: ada };
const clause: Enactment = { kind: 'set-clause', clauseId: 'name', title: 'Name', text: 'We are the bakers.' };
const twoThirds: Enactment = {
  ...{ kind: 'set-threshold', policyId: 'ordinary', which: 0, fraction: '2/3' },
  strict: false,
};
const quorumOfThree: Enactment = { kind: 'set-quorum', policyId: 'ordinary', which: 0, fraction: '1/3' };
const special: Enactment = { kind: 'set-policy', policy: policy('special') };

const draft =
  (...enacts: Enactment[]) =>
  (story: Story) =>
    draftProposal(
      {
        ...{ ...story.by(ada), proposalId: roof, title: 'Mend it', text: '', options: ['yes', 'no'] },
        ...{ policyId: 'ordinary', enacts },
      },
      story.proposal(roof),
      story,
    );
const draftedWith = (...enacts: Enactment[]) =>
  fact(ProposalDrafted, {
    ...{ proposalId: roof, title: 'Mend it', text: '', options: ['yes', 'no'], policyId: 'ordinary', enacts },
  });

describe('a proposal that enacts', () => {
  const all = [admitEva, promoteBo, strikeAda, clause, twoThirds, quorumOfThree, special];

  it('says so in its draft', () => {
    given(...hall)
      .when(draft(...all))
      .then(draftedWith(...all));
    given(...hall)
      .when(draft())
      .then(drafted(roof));
  });

  const impossible: [string, Enactment[], number][] = [
    ['admits somebody who is on the roll', [{ ...admitEva, memberId: ada }], 0],
    ['admits into a class nobody knows', [{ ...admitEva, classId: 'nobility' }], 0],
    ['strikes a stranger', [strikeAda, { kind: 'strike-member', memberId: eva }], 1],
    ['amends nothing', [{ kind: 'amend-member', memberId: bo, votes: false }], 0],
    ['changes one member twice', [promoteBo, { kind: 'strike-member', memberId: bo }], 1],
    ['removes a clause that is not there', [{ kind: 'remove-clause', clauseId: 'name' }], 0],
    ['changes a policy nobody knows', [{ ...twoThirds, policyId: 'mystery' }], 0],
    ['changes a threshold that is not there', [{ ...twoThirds, which: 1 }], 0],
    ['asks for more than all', [{ ...twoThirds, fraction: '3/2' }], 0],
    ['sets a quorum two ways', [{ ...quorumOfThree, atLeast: '3' }], 0],
    [
      'brings a policy that contradicts itself',
      [{ kind: 'set-policy', policy: policy('x', { rule: 'coin-toss' }) }],
      0,
    ],
  ];
  it.each(impossible)('is refused when it %s', (_what, enacts, index) => {
    given(...hall)
      .when(draft(...enacts))
      .thenRefused('EnactmentMustBePossible', `enacts[${index}]`);
  });

  it('does no more than its policy lets it', () => {
    const roomy = policy('ordinary', { mayEnact: ['admit-member'] });
    given(founded(roomy), enrolled(ada)).when(draft(admitEva)).then(draftedWith(admitEva));
    given(founded(roomy), enrolled(ada))
      .when(draft(admitEva, clause))
      .thenRefused('EnactmentMustBePossible', 'enacts[1]');
    given(founded(policy('ordinary', { mayEnact: [] })), enrolled(ada), draftedWith(clause))
      .when((story) => openVoting({ ...story.by('role:chair'), proposalId: roof }, story.proposal(roof), story))
      .thenRefused('EnactmentMustBePossible', 'enacts[0]');
  });

  it('can build on what it changes itself', () => {
    const removed: Enactment[] = [clause, { kind: 'remove-clause', clauseId: 'name' }];
    given(...hall)
      .when(draft(...removed))
      .then(draftedWith(...removed));
  });

  it('must still be possible when its vote opens', () => {
    given(...hall, draftedWith(strikeAda), enrolled(eva), struck(ada))
      .when((story) => openVoting({ ...story.by('role:chair'), proposalId: roof }, story.proposal(roof), story))
      .thenRefused('EnactmentMustBePossible', 'enacts[0]');
  });
});

describe('enacting on the roll', () => {
  const enact = (enactment: RollEnactment) => (story: Story) =>
    rollOutcome(story.by('system:enactment'), enactment, 'Decided', story);

  it('admits, promotes and strikes as the roll’s own rules do', () => {
    given(...hall)
      .when(enact(admitEva))
      .then(fact(MemberEnrolled, { memberId: eva, weight: '1', votes: true }));
    given(...hall)
      .when(enact(promoteBo))
      .then(fact(MemberAmended, { memberId: bo, weight: '1', votes: true, reason: 'Decided' }));
    given(...hall)
      .when(enact(strikeAda))
      .then(fact(MemberStruck, { memberId: ada, reason: 'Decided' }));
  });

  it('readmits whoever was struck, under their own id', () => {
    const readmitAda: RollEnactment = { kind: 'readmit-member', memberId: ada, weight: '1', votes: true };
    given(...hall, struck(ada))
      .when(enact(readmitAda))
      .then(fact(MemberReadmitted, { memberId: ada, weight: '1', votes: true, reason: 'Decided' }));
    given(...hall)
      .when(draft(readmitAda))
      .thenRefused('EnactmentMustBePossible', 'enacts[0]');
  });

  it('is refused by them once it no longer fits', () => {
    given(...hall, struck(ada))
      .when(enact(strikeAda))
      .thenRefused('MemberMustBeOnTheRoll', 'memberId');
  });
});

describe('enacting on the charter', () => {
  const enact =
    (...enacts: Enactment[]) =>
    (story: Story) =>
      charterOutcome(story.by('system:enactment'), enacts, story.assembly);
  const next = (charterVersion: number, changed: Charter) => fact(CharterAdopted, { charterVersion, charter: changed });

  it('makes one new version of all changes, and leaves the roll to the roll', () => {
    const stricter = policy('ordinary', {
      thresholds: [{ base: 'yes-no', fraction: '2/3', strict: false }],
      quorums: [{ of: 'entitled-weight', fraction: '1/3' }],
    });
    const clauses = [{ id: 'name', title: 'Name', text: 'We are the bakers.' }];
    given(...hall)
      .when(enact(admitEva, clause, twoThirds, quorumOfThree, special))
      .then(next(2, { ...charter(stricter, policy('special')), clauses }));
  });

  it('changes the charter in force, whatever was adopted since the draft', () => {
    const other = policy('other');
    given(...hall, adopted(2, rules, other))
      .when(enact(special))
      .then(next(3, charter(rules, other, policy('special'))));
  });

  it('does all or nothing', () => {
    given(...hall, adopted(2, policy('other')))
      .when(enact(special, twoThirds))
      .thenRefused('EnactmentMustBePossible');
  });
});
