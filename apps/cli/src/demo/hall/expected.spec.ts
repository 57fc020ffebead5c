import { expectedCount } from './expected';
import { Ledger, type Said } from './ledger';

const WELL = 'well';
const cast = (member: string, choice: string): Said => ({
  ...{ kind: 'ballot', proposalId: WELL, member, choice, from: 'many-phones', sentAt: 0, toldAt: 0 },
});
const trusts = (member: string, delegate: string): Said => ({ kind: 'trust', member, delegate });
const enters = (member: string): Said => ({ kind: 'presence', member, isIn: true });
const leaves = (member: string): Said => ({ kind: 'presence', member, isIn: false });
const session: Said = { kind: 'session', isOpen: true };
const asked: Said = { kind: 'hands-asked', proposalId: WELL, counted: 0 };
const hands = (yes: number, no: number): Said => ({ kind: 'hands', proposalId: WELL, totals: { yes, no } });
const closed: Said = { kind: 'closed', proposalId: WELL };

const people = ['ada', 'bo', 'cy', 'di'];

function counted(...said: readonly Said[]) {
  const ledger = new Ledger();
  said.forEach((one, index) => ledger.keep({ position: index + 1, leafHashes: [''], repeated: false }, one));
  return expectedCount(ledger, WELL, people);
}

describe('the count by hand', () => {
  it('cuts a circle where somebody votes, and two to two it is', () => {
    const circle = people.map((one, index) => trusts(one, people[(index + 1) % 4]!));
    const { own, carried, scores } = counted(...circle, cast('cy', 'yes'), cast('ada', 'no'));
    expect({ own, carried, scores }).toEqual({ own: 2, carried: 2, scores: { yes: 2, no: 2, abstain: 0 } });
  });

  it('leaves voices in a circle of silence undelivered', () => {
    expect(counted(trusts('ada', 'bo'), trusts('bo', 'ada'))).toMatchObject({ undelivered: 4, own: 0, carried: 0 });
  });

  it('counts the hands of those in the hall who are silent and carry nobody', () => {
    const story = [session, ...people.slice(0, 3).map(enters), trusts('di', 'ada'), cast('bo', 'yes'), asked];
    expect(counted(...story, hands(0, 1))).toMatchObject({ counted: 1, handCount: 1, own: 1, undelivered: 2 });
  });

  it('takes out whom a carrier out of the set trusts, and keeps two in the hall who trust each other', () => {
    const inside = people.map(enters);
    const [chain, pair] = [
      [session, ...inside.slice(0, 2), trusts('cy', 'ada'), trusts('ada', 'bo'), asked],
      [session, ...inside, trusts('ada', 'bo'), trusts('bo', 'ada'), asked],
    ];
    expect(counted(...chain).counted).toBe(0);
    expect(counted(...pair).counted).toBe(4);
  });

  it('ends no voice at a hand, and counts no later hand than those that were asked for', () => {
    const story = [session, enters('ada'), asked, enters('bo'), hands(1, 0), trusts('cy', 'ada')];
    expect(counted(...story)).toMatchObject({ counted: 1, handCount: 1, undelivered: 3, carried: 0 });
  });

  it('tells the hall from home by where a voter was, and forgets what came after the close', () => {
    const story = [cast('ada', 'yes'), session, enters('ada'), enters('bo'), cast('bo', 'no'), leaves('bo')];
    expect(counted(...story, cast('cy', 'no'), closed, cast('di', 'yes'))).toMatchObject({
      ...{ inPerson: 1, online: 2, undelivered: 1 },
      scores: { yes: 1, no: 2, abstain: 0 },
    });
    expect(counted(...story, cast('ada', 'no'))).toMatchObject({ inPerson: 2, online: 0 });
  });
});
