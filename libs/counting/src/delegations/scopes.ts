import type { Delegation, Scope } from '../election';

/** The scopes that apply to a proposal in these areas, narrowest first: the proposal, each area and its parents by depth, the assembly. */
export function applicableScopes(areas: readonly string[]): readonly Scope[] {
  const paths = [...new Set(areas.flatMap(withParents))];
  const deepestFirst = paths.sort((a, b) => depth(b) - depth(a));
  return ['proposal', ...deepestFirst.map((path): Scope => `area:${path}`), 'assembly'];
}

function withParents(path: string): readonly string[] {
  const names = path.split('/');
  return names.map((_, dropped) => names.slice(0, names.length - dropped).join('/'));
}

function depth(path: string): number {
  return path.split('/').length;
}

/** For each of so many members, by index, the one delegation that applies: the narrowest. Wider ones stay hidden behind it. */
export function narrowestDelegations(
  delegations: readonly Delegation[],
  areas: readonly string[],
  members: number,
  indexOf: (id: string) => number | undefined,
): readonly (Delegation | undefined)[] {
  const narrowness = new Map(applicableScopes(areas).map((scope, place) => [scope, place]));
  const chosen = new Array<Delegation | undefined>(members).fill(undefined);
  for (const delegation of delegations) {
    const place = narrowness.get(delegation.scope);
    const member = place === undefined ? undefined : indexOf(delegation.from);
    if (member === undefined || place === undefined) continue;
    const rival = chosen[member];
    if (rival === undefined || place < narrowness.get(rival.scope)!) chosen[member] = delegation;
  }
  return chosen;
}
