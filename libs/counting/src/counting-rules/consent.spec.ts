import type { Channel } from '../election';
import { countLines, line, listBallots } from './profile.contract';

describe('consent', () => {
  const decided = (ballots: string, decision = {}) =>
    countLines('consent', ['the new statutes'], listBallots(ballots), { decision });

  it('adopts what nobody objects to, whoever stands aside (the paper states the rule and counts nothing)', () => {
    expect(decided('1 agree, 9 abstain')).toMatchObject({ outcome: 'adopted', winners: ['the new statutes'] });
  });

  it('sends the proposal to reformulation on one objection or one block', () => {
    expect(decided('99 agree, 1 object').outcome).toBe('blocked');
    expect(decided('99 agree, 1 block')).toMatchObject({
      outcome: 'blocked',
      winners: [],
      scores: { agree: '99', abstain: '0', object: '0', block: '1' },
    });
  });

  it('counts objections where a threshold says how many it takes; a block stands all the same', () => {
    const decision = { thresholds: [{ base: 'yes-no', fraction: '4/5', strict: false }] };
    expect(decided('8 agree, 2 object', decision).outcome).toBe('adopted');
    expect(decided('7 agree, 3 object', decision).outcome).toBe('rejected');
    expect(decided('9 agree, 1 block', decision).outcome).toBe('blocked');
    expect(decided('9 agree, 1 block', { ...decision, blocksStand: false }).outcome).toBe('adopted');
  });

  it.each([
    ['in-person', 'blocked'],
    ['online', 'adopted'],
  ] as [Channel, string][])('where online only advises, a block %s ends as %s', (channel, outcome) => {
    const agree = { ...line('9', 'agree'), channel: 'in-person' as const };
    const block = { ...line('1', 'block'), channel };
    const weighing = { factors: { online: '0' } };
    expect(countLines('consent', ['the well'], [agree, block], { weighing }).outcome).toBe(outcome);
  });
});
