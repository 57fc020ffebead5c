import { parseScope, scopeText, scopesOf, type Scope } from './scope';

describe('a scope', () => {
  it.each<[string, Scope]>([
    ['assembly', { kind: 'assembly' }],
    ['area:roads/cycling', { kind: 'area', area: 'roads/cycling' }],
    ['proposal:p1', { kind: 'proposal', proposalId: 'p1' }],
  ])('reads and writes %s', (text, scope) => {
    expect(parseScope(text)).toEqual(scope);
    expect(scopeText(scope)).toBe(text);
  });

  it.each(['', 'area', 'area:', 'proposal:', ':', 'Assembly', 'region:roads', 'assembly:roads'])(
    'is not %j',
    (text) => {
      expect(parseScope(text)).toBeUndefined();
    },
  );

  it('narrows from the assembly to the proposal through each part of its area', () => {
    expect(scopesOf('p1', 'roads/cycling')).toEqual(['proposal:p1', 'area:roads/cycling', 'area:roads', 'assembly']);
    expect(scopesOf('p1', undefined)).toEqual(['proposal:p1', 'assembly']);
  });
});
