import { areaAndParents } from '../assembly/charter';

/** Where a delegation applies. The text form is what events and count files carry. */
export type Scope =
  | { readonly kind: 'assembly' }
  | { readonly kind: 'area'; readonly area: string }
  | { readonly kind: 'proposal'; readonly proposalId: string };

export function scopeText(scope: Scope): string {
  switch (scope.kind) {
    case 'assembly':
      return 'assembly';
    case 'area':
      return `area:${scope.area}`;
    case 'proposal':
      return `proposal:${scope.proposalId}`;
  }
}

export function parseScope(text: string): Scope | undefined {
  if (text === 'assembly') return { kind: 'assembly' };
  const [kind, name] = [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)];
  if (name === '') return undefined;
  if (kind === 'area') return { kind: 'area', area: name };
  if (kind === 'proposal') return { kind: 'proposal', proposalId: name };
  return undefined;
}

/** The scopes that apply to a proposal, narrowest first: itself, its area, each parent area, the assembly. */
export function scopesOf(proposalId: string, area: string | undefined): string[] {
  const areas = area === undefined ? [] : areaAndParents(area);
  return [`proposal:${proposalId}`, ...areas.map((path) => `area:${path}`), 'assembly'];
}
