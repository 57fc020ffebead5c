import type { Delegation, Scope } from '../election';
import { waitBeforePassMs, whyNotLive } from './linear-pass';

const trusts = (scope: Scope, ...to: string[]): Delegation => ({ from: 'bo', scope, to });
const given = { delegationLimits: {}, delegations: [trusts('assembly', 'ada')], areas: ['roads/cycling'] };

describe('a proposal is counted event by event', () => {
  it('when everyone has at most one delegate and nothing limits what travels', () => {
    expect(whyNotLive(given)).toBeUndefined();
    expect(whyNotLive({ ...given, delegations: [trusts('area:roads')] })).toBeUndefined();
  });

  it('even when someone ranks delegates in an area that it is not in', () => {
    expect(whyNotLive({ ...given, delegations: [trusts('area:water', 'ada', 'cy')] })).toBeUndefined();
  });
});

describe('a proposal needs a linear pass', () => {
  it('when someone ranks delegates in a scope that applies', () => {
    expect(whyNotLive({ ...given, delegations: [trusts('area:roads', 'ada', 'cy')] })).toBe('ranked-delegates');
  });

  it.each([
    ['chain-limit', { maxChain: 8 }],
    ['cap', { cap: '1/10' }],
    ['damping', { damping: '9/10' }],
  ] as const)('under a %s', (reason, delegationLimits) => {
    expect(whyNotLive({ ...given, delegationLimits })).toBe(reason);
  });
});

describe('the wait before a pass', () => {
  it('is nothing for the first event, and after a quiet time', () => {
    expect(waitBeforePassMs(5_000, undefined)).toBe(0);
    expect(waitBeforePassMs(5_000, { startedMs: 4_000, endedMs: 4_010 })).toBe(0);
  });

  it('lets a quick pass begin ten times a second', () => {
    expect(waitBeforePassMs(1_004, { startedMs: 1_000, endedMs: 1_003 })).toBe(96);
  });

  it('leaves half of the time to others when a pass is long', () => {
    expect(waitBeforePassMs(1_400, { startedMs: 1_000, endedMs: 1_400 })).toBe(400);
  });
});
