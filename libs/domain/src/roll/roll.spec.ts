import { fact } from '../kernel/event-type';
import { given } from '../kernel/given.contract';
import { ada, amended, bo, cleo, enrolled, founded, readmitted, struck } from '../record/people.contract';
import type { Story } from '../record/story.contract';
import { amendMember, enrolMembers, readmitMember, strikeMember, type NewMember } from './roll.decide';
import { MemberAmended, MemberStruck } from './roll.events';

const one = (memberId: string, more: Partial<NewMember> = {}): NewMember => ({
  memberId,
  weight: '1',
  votes: true,
  ...more,
});
const enrol =
  (...members: NewMember[]) =>
  (story: Story) =>
    enrolMembers({ ...story.by('role:registrar'), members }, story.roll, story);
const amend =
  (changes: { weight?: string; votes?: boolean; classId?: string }, reason = 'corrected', memberId = ada) =>
  (story: Story) =>
    amendMember({ ...story.by('role:registrar'), memberId, reason, ...changes }, story.roll, story);
const strike =
  (memberId: string, reason = 'left') =>
  (story: Story) =>
    strikeMember({ ...story.by('role:registrar'), memberId, reason }, story.roll);
const readmit =
  (member: NewMember, reason = 'came back') =>
  (story: Story) =>
    readmitMember({ ...story.by('role:registrar'), ...member, reason }, story.roll, story);

const reasons = {
  good: ['r', 'r'.repeat(500), ` ${'r'.repeat(500)} `],
  bad: ['', ' \n ', 'r'.repeat(501), 'half \ud83d'],
};
const badWeights = ['', '-1', '1e3', '1/0', 'two', '.5', `0.${'0'.repeat(97)}1`, '9'.repeat(101)];

describe('enrolling members', () => {
  it('puts each on the roll, with an exact weight in lowest terms', () => {
    given(founded())
      .when(enrol(one(ada, { weight: '1.50', classId: 'workers' }), one(bo, { weight: '2/4', votes: false })))
      .then(enrolled(ada, { weight: '3/2', classId: 'workers' }), enrolled(bo, { weight: '1/2', votes: false }));
  });

  it('takes a weight of nothing, and one of a hundred digits', () => {
    const long = '9'.repeat(100);
    given(founded())
      .when(enrol(one(ada, { weight: '0' }), one(bo, { weight: long })))
      .then(enrolled(ada, { weight: '0' }), enrolled(bo, { weight: long }));
  });

  it.each(badWeights)('refuses the weight %j and names its row', (weight) => {
    given(founded())
      .when(enrol(one(ada), one(bo, { weight })))
      .thenRefused('WeightMustBeExact', 'members[1].weight');
  });

  it('refuses a class the charter does not have', () => {
    given(founded())
      .when(enrol(one(ada, { classId: 'queens' })))
      .thenRefusedSaying('ClassMustBeInTheCharter', 'members[0].classId', 'The charter has no class "queens".');
  });

  it('refuses whoever is on the roll, was struck from it, or stands in the list twice', () => {
    const roll = given(founded(), enrolled(ada), enrolled(bo), struck(bo));
    roll.when(enrol(one(cleo), one(ada))).thenRefused('MemberMustNotBeOnTheRoll', 'members[1].memberId');
    roll.when(enrol(one(bo))).thenRefused('MemberMustNotBeOnTheRoll', 'members[0].memberId');
    roll.when(enrol(one(cleo), one(cleo))).thenRefused('MemberMustNotBeOnTheRoll', 'members[1].memberId');
  });
});

describe("amending a member's standing", () => {
  const roll = given(founded(), enrolled(ada, { weight: '1', classId: 'workers' }));

  it('records the whole standing after it', () => {
    roll.when(amend({ weight: '2.0' })).then(amended(ada, { weight: '2', classId: 'workers' }));
    roll.when(amend({ votes: false })).then(amended(ada, { votes: false, classId: 'workers' }));
    roll.when(amend({ classId: 'clients' })).then(amended(ada, { classId: 'clients' }));
  });

  it('refuses to record that nothing changed', () => {
    roll.when(amend({})).thenRefused('RollMustChange');
    roll.when(amend({ weight: '2/2', votes: true, classId: 'workers' })).thenRefused('RollMustChange');
  });

  it('refuses a bad weight, a class nobody knows, and a stranger', () => {
    roll.when(amend({ weight: '-2' })).thenRefused('WeightMustBeExact', 'weight');
    roll.when(amend({ classId: 'queens' })).thenRefused('ClassMustBeInTheCharter', 'classId');
    roll.when(amend({ weight: '2' }, 'corrected', bo)).thenRefused('MemberMustBeOnTheRoll', 'memberId');
  });

  it.each(reasons.good)('takes the reason %j', (reason) => {
    const trimmed = { ...amended(ada, { weight: '2', classId: 'workers' }).data, reason: reason.trim() };
    roll.when(amend({ weight: '2' }, reason)).then(fact(MemberAmended, trimmed));
  });

  it.each(reasons.bad)('refuses the reason %j', (reason) => {
    roll.when(amend({ weight: '2' }, reason)).thenRefused('ReasonMustBeGiven', 'reason');
  });
});

describe('striking a member', () => {
  const roll = given(founded(), enrolled(ada), enrolled(bo), struck(bo));

  it('takes them off the roll, for the stated reason', () => {
    roll.when(strike(ada, 'cafe\u0301 closed')).then(fact(MemberStruck, { memberId: ada, reason: 'caf\u00e9 closed' }));
  });

  it('refuses a stranger, and whoever was struck already', () => {
    roll.when(strike(cleo)).thenRefused('MemberMustBeOnTheRoll', 'memberId');
    roll.when(strike(bo)).thenRefused('MemberMustBeOnTheRoll', 'memberId');
  });

  it.each(reasons.bad)('refuses the reason %j', (reason) => {
    roll.when(strike(ada, reason)).thenRefused('ReasonMustBeGiven', 'reason');
  });
});

describe('readmitting a member', () => {
  const roll = given(founded(), enrolled(ada), enrolled(bo, { weight: '5' }), struck(bo));

  it('gives them the standing that is stated now, not the one of before', () => {
    roll
      .when(readmit(one(bo, { weight: '0.5', classId: 'clients' })))
      .then(readmitted(bo, { weight: '1/2', classId: 'clients' }));
  });

  it('is for those who were struck, and once', () => {
    roll.when(readmit(one(ada))).thenRefused('MemberMustHaveBeenStruck', 'memberId');
    roll.when(readmit(one(cleo))).thenRefused('MemberMustHaveBeenStruck', 'memberId');
    given(founded(), enrolled(bo), struck(bo), readmitted(bo))
      .when(readmit(one(bo)))
      .thenRefused('MemberMustHaveBeenStruck', 'memberId');
  });

  it('can be followed by another strike', () => {
    given(founded(), enrolled(bo), struck(bo), readmitted(bo)).when(strike(bo)).then(struck(bo));
  });

  it('asks for a weight, a class and a reason as enrolling and amending do', () => {
    roll.when(readmit(one(bo, { weight: 'much' }))).thenRefused('WeightMustBeExact', 'weight');
    roll.when(readmit(one(bo, { classId: 'queens' }))).thenRefused('ClassMustBeInTheCharter', 'classId');
    roll.when(readmit(one(bo), ' ')).thenRefused('ReasonMustBeGiven', 'reason');
  });
});
