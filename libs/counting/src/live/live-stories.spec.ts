import { Fraction, fractionOf } from '../exact/fraction';
import { LiveCount } from './live-count';
import { RollWeights } from './roll-weights';
import { COUNTED_BY_HAND, NOBODY, SILENT } from './voices';

const [YES, NO] = [0, 1];
const [ada, bo, cy, di] = [0, 1, 2, 3];

/** Members who all weigh 1; `delegates[i]` is whom member i trusts. Nobody has voted. */
function assembly(delegates: readonly number[] | Int32Array, weights?: readonly string[]): LiveCount {
  const people = Array.from(delegates, (_, member) => ({ weight: fractionOf(weights?.[member] ?? '1'), class: 0 }));
  const voices = new Int32Array(delegates.length).fill(SILENT);
  return new LiveCount({ roll: RollWeights.of(people), delegates: Int32Array.from(delegates), voices });
}

function totals(live: LiveCount) {
  const { delivered, undelivered } = live.delivery();
  const weight = (bucket: number) =>
    Fraction.sum(delivered.filter((line) => line.bucket === bucket).map((line) => line.weight)).toString();
  return {
    yes: weight(YES),
    no: weight(NO),
    cycle: undelivered.cycle.weight.toString(),
    deadEnd: undelivered['dead-end'].weight.toString(),
  };
}

const carried = (live: LiveCount, voter: number) => live.carriedBy(voter)[0]!.weight.toString();

describe('a circle: Ada trusts Bo, Bo Cy, Cy Di, and Di Ada', () => {
  const circle = () => assembly([bo, cy, di, ada]);

  it('delivers nothing while nobody votes', () => {
    expect(totals(circle())).toEqual({ yes: '0', no: '0', cycle: '4', deadEnd: '0' });
    expect(circle().fateOf(cy)).toBe('cycle');
  });

  it('is 2 to 2 when Cy votes yes and Ada no, in either order', () => {
    const [live, other] = [circle(), circle()];
    live.castBallot(cy, YES);
    live.castBallot(ada, NO);
    other.castBallot(ada, NO);
    other.castBallot(cy, YES);
    expect(totals(live)).toEqual({ yes: '2', no: '2', cycle: '0', deadEnd: '0' });
    expect(totals(other)).toEqual(totals(live));
    expect([bo, di].map((member) => live.voterOf(member))).toEqual([cy, ada]);
  });

  it.each([ada, bo, cy, di])('closes again when member %i, who cut it, withdraws their ballot', (voter) => {
    const live = circle();
    live.castBallot(voter, YES);
    expect(totals(live)).toEqual({ yes: '4', no: '0', cycle: '0', deadEnd: '0' });
    live.withdrawBallot(voter);
    expect(totals(live)).toEqual({ yes: '0', no: '0', cycle: '4', deadEnd: '0' });
  });

  it.each([ada, bo, cy, di])('opens when member %i revokes, and closes when they delegate again', (member) => {
    const live = circle();
    live.setDelegation(member, NOBODY);
    expect(totals(live)).toMatchObject({ cycle: '0', deadEnd: '4' });
    live.setDelegation(member, (member + 1) % 4);
    expect(totals(live)).toMatchObject({ cycle: '4', deadEnd: '0' });
  });

  it('becomes a shorter one when Bo delegates inside it, and leaves the others behind it', () => {
    const live = circle();
    live.setDelegation(bo, ada);
    expect(totals(live)).toMatchObject({ cycle: '4' });
    live.castBallot(cy, YES);
    expect(totals(live)).toEqual({ yes: '1', no: '0', cycle: '3', deadEnd: '0' });
    live.castBallot(bo, NO);
    expect(totals(live)).toEqual({ yes: '1', no: '3', cycle: '0', deadEnd: '0' });
  });

  it('ends where Cy was, when Cy is struck from the roll', () => {
    const live = circle();
    live.strike(cy);
    expect(totals(live)).toEqual({ yes: '0', no: '0', cycle: '0', deadEnd: '3' });
    expect(live.delivery().entitled.weight.toString()).toBe('3');
    expect(live.fateOf(cy)).toBeUndefined();
  });
});

describe('what is delegated while a ballot stands', () => {
  it('is followed when the ballot is withdrawn, and not before', () => {
    const live = assembly([NOBODY, ada, bo]);
    live.castBallot(bo, NO);
    live.castBallot(ada, YES);
    live.setDelegation(bo, NOBODY);
    expect(totals(live)).toMatchObject({ yes: '1', no: '2' });
    live.withdrawBallot(bo);
    expect(totals(live)).toEqual({ yes: '1', no: '0', cycle: '0', deadEnd: '2' });
    live.setDelegation(bo, ada);
    expect(totals(live)).toMatchObject({ yes: '3' });
  });
});

describe('a show of hands', () => {
  it('counts Ada, whose hand is not recorded: who delegates to her delivers nothing', () => {
    const live = assembly([cy, ada, NOBODY]);
    live.castBallot(cy, YES);
    live.countByHand(ada);
    expect(totals(live)).toEqual({ yes: '1', no: '0', cycle: '0', deadEnd: '1' });
    expect(live.delivery().byHand.weight.toString()).toBe('1');
    expect([live.fateOf(ada), live.fateOf(bo)]).toEqual(['hand-count', 'dead-end']);
  });
});

describe('weights', () => {
  it('add up exactly: a third, a third and a third are 1', () => {
    const live = assembly([NOBODY, ada, ada], ['1/3', '1/3', '1/3']);
    live.castBallot(ada, YES);
    expect([totals(live).yes, carried(live, ada)]).toEqual(['1', '2/3']);
  });

  it('beyond what one number holds stay exact', () => {
    const live = assembly([NOBODY, ada, ada], ['1', '1000000000000000000000000000000', '1/7']);
    live.castBallot(ada, YES);
    expect(totals(live).yes).toBe('7000000000000000000000000000008/7');
    live.castBallot(bo, NO);
    expect(totals(live)).toMatchObject({ yes: '8/7', no: '1000000000000000000000000000000' });
  });

  it('of a member enrolled late are refused when they do not fit the numbers chosen, and new weights hold them', () => {
    const roll = RollWeights.of([{ weight: Fraction.ONE, class: 0 }]);
    expect(roll.enrol({ weight: fractionOf('1/2'), class: 0 })).toBeUndefined();
    expect(roll.enrol({ weight: Fraction.ONE, class: 1 })).toBeUndefined();
    expect(roll.enrol({ weight: Fraction.ONE, class: 0 })).toBe(1);
  });
});

describe('a chain of 200,000', () => {
  const size = 200_000;
  const chain = () => assembly(Int32Array.from({ length: size }, (_, member) => member - 1));

  it('is carried by the voter at its end, cut anywhere, and joined again', () => {
    const live = chain();
    live.castBallot(0, YES);
    expect(totals(live).yes).toBe(String(size));
    for (const member of [size - 1, size / 2, 1, 77_777]) {
      live.castBallot(member, NO);
      expect(totals(live)).toMatchObject({ yes: String(member), no: String(size - member) });
      expect(live.voterOf(size - 1)).toBe(member);
      live.withdrawBallot(member);
      expect(totals(live)).toMatchObject({ yes: String(size), no: '0' });
    }
  });

  it('delivers nothing once its end trusts its beginning, and all again when anyone votes', () => {
    const live = chain();
    live.setDelegation(0, size - 1);
    expect(totals(live)).toMatchObject({ cycle: String(size) });
    live.castBallot(123_456, YES);
    expect(totals(live)).toMatchObject({ cycle: '0', yes: String(size) });
  });

  it('grows link by link from single members, and comes apart again', () => {
    const live = assembly(new Int32Array(size).fill(NOBODY));
    live.castBallot(0, YES);
    for (let member = size - 1; member > 0; member--) live.setDelegation(member, member - 1);
    expect(carried(live, 0)).toBe(String(size - 1));
    for (let member = 1; member < size; member += 2) live.setDelegation(member, NOBODY);
    expect(totals(live)).toMatchObject({ yes: '1', deadEnd: String(size - 1) });
  });
});

describe('a delegate who carries 400,000', () => {
  it('changes their mind, and the whole weight moves with every ballot', () => {
    const size = 400_001;
    const live = assembly(Int32Array.from({ length: size }, (_, member) => (member === 0 ? NOBODY : 0)));
    for (let flip = 0; flip < 1_000; flip++) {
      live.castBallot(ada, flip % 2);
      expect(carried(live, ada)).toBe('400000');
    }
    expect(totals(live)).toEqual({ yes: '0', no: String(size), cycle: '0', deadEnd: '0' });
  });
});

describe('an event out of its order is a fault', () => {
  it.each<[string, (live: LiveCount) => void]>([
    ['a ballot withdrawn that was not cast', (live) => live.withdrawBallot(ada)],
    ['a ballot of someone counted by hand', (live) => (live.countByHand(ada), live.castBallot(ada, YES))],
    ['a ballot of someone struck', (live) => (live.strike(ada), live.castBallot(ada, YES))],
    ['someone struck twice', (live) => (live.strike(ada), live.strike(ada))],
    ['a ballot marked as counted by hand', (live) => live.castBallot(ada, COUNTED_BY_HAND)],
    ['a delegate who is not on the roll', (live) => live.setDelegation(ada, 99)],
    ['a member who is not on the roll', (live) => live.castBallot(-1, YES)],
    ['a member enrolled twice', (live) => live.enrol(bo)],
  ])('%s', (_, event) => {
    const live = assembly([bo, NOBODY]);
    expect(() => event(live)).toThrow(expect.objectContaining({ name: 'Fault' }));
  });
});
