import { given } from '../kernel/given.contract';
import { appointed, dismissed } from '../record/hall.contract';
import { ada, adopted, bo, charter, enrolled, founded, policy, struck } from '../record/people.contract';
import { CharterAdopted } from '../assembly/assembly.events';
import { fact } from '../kernel/event-type';
import { Story, uuid, type Told } from '../record/story.contract';
import { appointToCommission, dismissFromCommission } from './commissions.decide';
import { commissionFor } from './commissions.evolve';

const appoint =
  (memberId: string, area = 'roads') =>
  (story: Story) =>
    appointToCommission({ ...story.by('role:chair'), area, memberId }, story.commissions, story);
const dismiss =
  (memberId: string, reason = 'moved on', area = 'roads') =>
  (story: Story) =>
    dismissFromCommission({ ...story.by('role:chair'), area, memberId, reason }, story.commissions);

const members = [...founded(), enrolled(ada), enrolled(bo)];

describe('a commission', () => {
  it('takes members of the roll into an area of the charter, each once', () => {
    given(...members)
      .when(appoint(ada))
      .then(appointed(ada, 'roads'));
    given(...members, appointed(ada, 'roads/cycling'))
      .when(appoint(ada))
      .then(appointed(ada, 'roads'));
    given(...members)
      .when(appoint(ada, 'harbour'))
      .thenRefused('AreaMustBeInTheCharter', 'area');
    given(...members)
      .when(appoint(uuid('stranger')))
      .thenRefused('MemberMustBeOnTheRoll', 'memberId');
    given(...members, appointed(ada, 'roads'))
      .when(appoint(ada))
      .thenRefused('MemberMustNotBeInTheCommission', 'memberId');
  });

  it('lets a member go for a reason, also one who was struck, or from an area that the charter dropped', () => {
    const without = fact(CharterAdopted, { charterVersion: 2, charter: { ...charter(policy('ordinary')), areas: [] } });
    for (const later of [[], [struck(ada)], [without]]) {
      given(...members, appointed(ada, 'roads'), ...later)
        .when(dismiss(ada))
        .then(dismissed(ada, 'roads'));
    }
    given(...members, appointed(ada, 'roads'))
      .when(dismiss(ada, '  '))
      .thenRefused('ReasonMustBeGiven', 'reason');
    given(...members)
      .when(dismiss(ada))
      .thenRefused('MemberMustBeInTheCommission', 'memberId');
    given(...members, appointed(ada, 'roads'), dismissed(ada, 'roads'), adopted(2))
      .when(dismiss(ada))
      .thenRefused('MemberMustBeInTheCommission', 'memberId');
  });

  it('is, for a proposal, that of its area or of the nearest parent that has one', () => {
    const of = (area: string | undefined, ...told: readonly Told[]) =>
      [...commissionFor(new Story().tell(...members, ...told).record.commissions, area)].sort();
    const both = [appointed(ada, 'roads'), appointed(bo, 'roads/cycling')];
    expect(of('roads/cycling', ...both)).toEqual([bo]);
    expect(of('roads', ...both)).toEqual([ada]);
    expect(of('roads/cycling', ...both, dismissed(bo, 'roads/cycling'))).toEqual([ada]);
    expect(of('housing', ...both)).toEqual([]);
    expect(of(undefined, ...both)).toEqual([]);
  });
});
