import { type Decision, type Election, type Member, type TieBreak, election } from '../election';
import { Fraction } from '../exact/fraction';
import { tally } from '../tally';
import type { StillOpen } from './still-open';
import { whyNotSettled } from './why-not-settled';

/** Ballots are final, delegations frozen, nobody comes or goes. */
const FINAL: StillOpen = {
  ballotsMayChange: false,
  delegationsMayChange: false,
  handCountIsOpen: false,
  handsMayBeCounted: false,
  presenceMayChange: false,
  rollMayChange: false,
};
const NINE = Array.from({ length: 9 }, (_, index) => `member ${index + 1}`);
const person = (id: string, more: Partial<Member> = {}): Member => ({
  id,
  weight: Fraction.ONE,
  votes: true,
  present: false,
  ...more,
});
const casts = (voter: string, choice: string) => ({ voter, choice, channel: 'online' as const });

/** Nine members of whom so many said yes and no; the others are silent. */
function vote(yes: number, no: number, more: Partial<Election> = {}): Election {
  const ballots = NINE.slice(0, yes + no).map((id, index) => casts(id, index < yes ? 'yes' : 'no'));
  return election({
    options: ['yes', 'no'],
    rule: 'majority',
    members: NINE.map((id) => person(id)),
    ballots,
    ...more,
  });
}

const quorum = (fraction: string): Decision => ({ quorums: [{ of: 'entitled-weight', fraction }] });
const asking = (fraction: string, base: 'yes-no' | 'entitled' = 'yes-no', strict = true): Decision => ({
  thresholds: [{ base, fraction, strict }],
});

describe('given nine members and final ballots, then', () => {
  it.each<[string, Election, string]>([
    ['5 to 0 is adopted, whatever the other four say', vote(5, 0), 'adopted'],
    ['0 to 5 is rejected, whatever they say', vote(0, 5), 'rejected'],
    ['3 to 4 with two to come is still open', vote(3, 4), 'adopted tied rejected'],
    ['5 to 4 is adopted: all have spoken', vote(5, 4), 'adopted'],
    ['4 to 1 with four to come is open: at most they make 4 to 5', vote(4, 1), 'rejected adopted tied'],
    ['5 to 3 with one to come is adopted', vote(5, 3), 'adopted'],
    ['4 to 4 with one to come is open: a tie, or either', vote(4, 4), 'adopted rejected tied'],
    ['5 to 0 is open while a quorum of six waits', vote(5, 0, { decision: quorum('2/3') }), 'adopted no-quorum'],
    ['5 to 1 has its quorum of six and is adopted', vote(5, 1, { decision: quorum('2/3') }), 'adopted'],
    ['2 to 1 cannot be had by more than 7/9 of all', vote(2, 3, { decision: asking('7/9', 'entitled') }), 'rejected'],
    ['3 to 2 can, by all who are left', vote(3, 0, { decision: asking('7/9', 'entitled') }), 'adopted rejected'],
    ['6 to 0 is two thirds of nine', vote(6, 0, { decision: asking('2/3', 'yes-no', false) }), 'adopted'],
    ['6 to 0 is not more than two thirds of nine', vote(6, 0, { decision: asking('2/3') }), 'adopted rejected'],
    [
      '0 to 4 is rejected beyond half, though not beyond a tie',
      vote(0, 4, { decision: asking('2/3') }),
      'rejected tied',
    ],
  ])('%s', (_then, given, expected) => {
    const found = whyNotSettled(given, FINAL);
    const outcomes = found.settled ? [found.outcome] : (found.possible ?? []);
    expect([...outcomes].sort()).toEqual(expected.split(' ').sort());
  });

  it('while ballots can be changed nothing is settled, however many said yes', () => {
    expect(whyNotSettled(vote(8, 0), { ...FINAL, ballotsMayChange: true })).toMatchObject({
      settled: false,
      reason: 'outcomes-remain',
    });
  });

  it('what was counted by hand stands, even where ballots can be changed', () => {
    const handCounts = [{ counted: NINE.slice(0, 6), totals: { yes: 5, no: 1 } }];
    expect(whyNotSettled(vote(0, 0, { handCounts }), { ...FINAL, ballotsMayChange: true })).toEqual({
      settled: true,
      outcome: 'adopted',
    });
  });

  it('weight that a frozen delegation brings to a ballot is as open as its member: they may still vote', () => {
    const delegations = ['member 6', 'member 7'].map((from) => ({
      from,
      scope: 'assembly' as const,
      to: ['member 1'],
    }));
    expect(whyNotSettled(vote(4, 1, { delegations }), FINAL).settled).toBe(false);
  });

  it('but it counts for the quorum, once nobody can take the delegation back', () => {
    const delegations = NINE.slice(5).map((from) => ({ from, scope: 'assembly' as const, to: ['member 1'] }));
    const given = vote(5, 0, { delegations, decision: quorum('1') });
    expect(whyNotSettled(given, FINAL)).toEqual({ settled: true, outcome: 'adopted' });
    for (const open of ['delegationsMayChange', 'handsMayBeCounted'] as const)
      expect(whyNotSettled(given, { ...FINAL, [open]: true })).toMatchObject({ possible: ['no-quorum', 'adopted'] });
  });
});

describe('a tie that all who are left can only make or miss', () => {
  const given = (tieBreak: TieBreak) =>
    whyNotSettled(vote(4, 4, { tieBreak, members: NINE.slice(0, 8).map((id) => person(id)) }), FINAL);

  it.each<[TieBreak, object]>([
    ['none', { settled: true, outcome: 'tied' }],
    ['status-quo', { settled: true, outcome: 'rejected' }],
    ['order', { settled: true, outcome: 'adopted' }],
    ['chair:member 8', { settled: true, outcome: 'rejected' }],
    ['draw:0123456789abcdef', { settled: false, reason: 'tie-break' }],
  ])('is settled as far as the tie-break %s is known before the close', (tieBreak, expected) => {
    expect(given(tieBreak)).toEqual(expected);
  });

  it('is rejected where the status quo wins ties and yes can at most draw level', () => {
    expect(whyNotSettled(vote(2, 5, { tieBreak: 'status-quo' }), FINAL)).toEqual({
      settled: true,
      outcome: 'rejected',
    });
    expect(whyNotSettled(vote(3, 5, { tieBreak: 'status-quo' }), FINAL)).toEqual({
      settled: true,
      outcome: 'rejected',
    });
    expect(whyNotSettled(vote(4, 4, { tieBreak: 'chair:member 9' }), FINAL).settled).toBe(false);
  });
});

describe('between level and enough', () => {
  it('4 to 2 with two to come, where more than three fifths are asked, can be adopted, tied, and rejected at 4 to 3', () => {
    const given = vote(4, 2, { members: NINE.slice(0, 8).map((id) => person(id)), decision: asking('3/5') });
    expect(whyNotSettled(given, FINAL)).toMatchObject({ possible: ['adopted', 'tied', 'rejected'] });
  });

  it('1 to 1 stays a tie, where whoever is left weighs nothing', () => {
    const members = ['member 1', 'member 2', 'zoe'].map((id) =>
      person(id, id === 'zoe' ? { weight: Fraction.ZERO } : {}),
    );
    expect(whyNotSettled(vote(1, 1, { members }), FINAL)).toEqual({ settled: true, outcome: 'tied' });
    const beyond = vote(1, 1, { members, decision: asking('2/3') });
    expect(whyNotSettled(beyond, FINAL)).toEqual({ settled: true, outcome: 'tied' });
  });
});

describe('consent', () => {
  const circle = (choices: readonly string[], more: Partial<Election> = {}) =>
    election({
      options: ['the new roof'],
      rule: 'consent',
      members: NINE.slice(0, 3).map((id) => person(id)),
      ballots: choices.map((choice, index) => casts(NINE[index]!, choice)),
      ...more,
    });

  it('is open until the last has spoken: one block is enough', () => {
    expect(whyNotSettled(circle(['agree', 'agree']), FINAL)).toMatchObject({ possible: ['blocked', 'adopted'] });
    expect(whyNotSettled(circle(['agree', 'agree', 'agree']), FINAL)).toEqual({ settled: true, outcome: 'adopted' });
  });

  it('is blocked for good by a final block, unless blocks do not stand', () => {
    expect(whyNotSettled(circle(['agree', 'block']), FINAL)).toEqual({ settled: true, outcome: 'blocked' });
    const counted = { decision: { blocksStand: false } };
    expect(whyNotSettled(circle(['agree', 'agree'], counted), FINAL)).toEqual({ settled: true, outcome: 'adopted' });
  });
});

describe('where less arrives, or counts, when only some speak', () => {
  const trusts = (from: string, ...to: string[]) => ({ from, scope: 'assembly' as const, to });

  it('a capped voter whom all rank first can make a quorum be missed by voting', () => {
    const given = election({
      options: ['yes', 'no'],
      rule: 'majority',
      members: [
        ...['ada', 'bo'].map((id) => person(id, { weight: Fraction.of(3) })),
        ...['cy', 'di'].map((id) => person(id)),
        person('ed', { weight: Fraction.ZERO }),
      ],
      delegations: [trusts('cy', 'ed', 'ada'), trusts('di', 'ed', 'bo')],
      delegationLimits: { cap: '1/8' },
      ballots: [casts('ada', 'yes'), casts('bo', 'yes')],
      decision: quorum('1'),
    });
    expect(tally(given).outcome).toBe('adopted');
    expect(tally({ ...given, ballots: [...given.ballots, casts('ed', 'no')] }).outcome).toBe('no-quorum');
    expect(whyNotSettled(given, FINAL)).toMatchObject({ possible: ['no-quorum', 'adopted'] });
  });

  it('a quorum of heads without any weight leaves nothing for a threshold to hold of', () => {
    const given = election({
      options: ['yes', 'no'],
      rule: 'majority',
      members: [person('ada'), person('zoe', { weight: Fraction.ZERO })],
      decision: {
        quorums: [{ of: 'entitled-heads', fraction: '1/2' }],
        thresholds: [{ base: 'valid', fraction: '0', strict: false }],
      },
    });
    expect(tally({ ...given, ballots: [casts('zoe', 'yes')] }).outcome).toBe('rejected');
    expect(whyNotSettled(given, FINAL)).toMatchObject({ possible: ['no-quorum', 'adopted', 'rejected'] });
  });
});

describe('what is not proven is said', () => {
  const chosen = election({
    options: ['a', 'b'],
    rule: 'approval',
    members: ['ada', 'bo', 'cy'].map((id) => person(id)),
    ballots: ['ada', 'bo'].map((voter) => ({ voter, choice: ['a'], channel: 'online' as const })),
  });
  const present: Decision = { thresholds: [{ base: 'present', fraction: '1/2', strict: true }] };
  const perChannel: Decision = { thresholds: [{ base: 'yes-no', fraction: '1/2', strict: true, perBloc: 'channel' }] };

  it.each<[string, Election, Partial<StillOpen>]>([
    ['rule', chosen, {}],
    ['weighing', vote(8, 0, { weighing: { caps: { by: 'channel', shares: { online: '1/2' } } } }), {}],
    ['weighing', vote(8, 0, { weighing: { commission: { members: [], factor: '2', cap: '1/2' } } }), {}],
    ['per-channel', vote(8, 0, { decision: perChannel }), {}],
    ['presence', vote(8, 0, { decision: present }), { presenceMayChange: true }],
    ['hand-count', vote(9, 0), { handCountIsOpen: true }],
    ['roll', vote(9, 0), { rollMayChange: true }],
    ['no-roll', vote(0, 0, { members: [] }), {}],
  ])('%s', (reason, given, open) => {
    expect(whyNotSettled(given, { ...FINAL, ...open })).toEqual({ settled: false, reason });
  });

  it('any rule is settled once all have spoken for good', () => {
    const ballots = [...chosen.ballots, { voter: 'cy', choice: ['b'], channel: 'online' as const }];
    expect(whyNotSettled({ ...chosen, ballots }, FINAL)).toEqual({ settled: true, outcome: 'elected' });
  });

  it('a factor of the hall is taken at its most: four silent members may all walk in', () => {
    const weighing = { factors: { 'in-person': '3/2' } };
    expect(whyNotSettled(vote(5, 0, { weighing }), FINAL).settled).toBe(false);
    expect(whyNotSettled(vote(6, 0, { weighing }), FINAL)).toEqual({ settled: true, outcome: 'adopted' });
  });

  it('every class that has to agree is looked at', () => {
    const decision: Decision = { thresholds: [{ base: 'yes-no', fraction: '1/2', strict: true, perBloc: 'class' }] };
    const members = NINE.map((id, index) => person(id, { class: index < 7 ? 'workers' : 'clients' }));
    expect(whyNotSettled(vote(7, 0, { members, decision }), FINAL).settled).toBe(false);
    expect(whyNotSettled(vote(7, 2, { members, decision }), FINAL)).toEqual({ settled: true, outcome: 'rejected' });
  });
});
