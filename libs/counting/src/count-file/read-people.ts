import { MAX_DELEGATES } from '../delegations/delegation-graph';
import type { Delegation, Member, Scope } from '../election';
import { Fraction, lcm } from '../exact/fraction';
import type { Place } from './place';
import { shown } from './strict-json';

/** Weights may have at most this long a common denominator, so that sums stay within bounds. Unit: bits. */
const MAX_DENOMINATOR_BITS = 4096;

export type Roll = ReadonlyMap<string, Member>;

export function readMembers(place: Place): Roll {
  const roll = new Map<string, Member>();
  let denominator = 1n;
  for (const item of place.list()) {
    const {
      id,
      weight,
      class: cls,
      votes,
      present,
    } = item.fields(['id', 'weight', 'class', 'votes', 'present'], ['id']);
    const member: Member = {
      id: id.text(),
      weight: weight.given ? weight.exact() : Fraction.ONE,
      ...(cls.given && { class: cls.text() }),
      votes: votes.given ? votes.flag() : true,
      present: present.given ? present.flag() : false,
    };
    if (roll.has(member.id)) id.refuse(`repeats the member ${shown(member.id)}`);
    roll.set(member.id, member);
    denominator = checkedDenominator(weight, denominator, member.weight);
  }
  return roll;
}

/** The common denominator so far, or a refusal when it grows beyond bounds. */
export function checkedDenominator(place: Place, sofar: bigint, weight: Fraction): bigint {
  if (sofar % weight.d === 0n) return sofar;
  const denominator = lcm(sofar, weight.d);
  if (denominator >> BigInt(MAX_DENOMINATOR_BITS)) place.refuse('makes the common denominator of all weights too long');
  return denominator;
}

export function readAreas(place: Place): readonly string[] {
  const areas = place.distinctTexts();
  areas.forEach((area, index) => isAreaPath(area) || place.at(index).refuse(`is not an area path: ${shown(area)}`));
  return areas;
}

function isAreaPath(text: string): boolean {
  return text.split('/').every((name) => name !== '');
}

export function readDelegations(place: Place, roll: Roll): readonly Delegation[] {
  const given = new Set<string>();
  return place.list().map((item) => {
    const { from, scope, to } = item.fields(['from', 'scope', 'to'], ['from', 'scope', 'to']);
    const delegation = { from: memberOf(from, roll), scope: scopeOf(scope), to: readDelegates(to, from.text(), roll) };
    const key = `${delegation.scope}\n${delegation.from}`;
    if (given.has(key))
      item.refuse(`repeats the delegation of ${shown(delegation.from)} in ${shown(delegation.scope)}`);
    given.add(key);
    return delegation;
  });
}

function readDelegates(place: Place, from: string, roll: Roll): readonly string[] {
  const delegates = place.distinctTexts();
  if (delegates.length > MAX_DELEGATES) place.refuse(`must not rank more than ${MAX_DELEGATES} delegates`);
  delegates.forEach((delegate, index) => {
    if (delegate === from) place.at(index).refuse('must not be the delegator');
    memberOf(place.at(index), roll);
  });
  return delegates;
}

function scopeOf(place: Place): Scope {
  const scope = place.text();
  if (scope === 'assembly' || scope === 'proposal') return scope;
  if (scope.startsWith('area:') && isAreaPath(scope.slice('area:'.length))) return scope as Scope;
  return place.refuse('must be "assembly", "proposal" or "area:" and a path');
}

export function memberOf(place: Place, roll: Roll): string {
  const id = place.text();
  return roll.has(id) ? id : place.refuse(`is not a member: ${shown(id)}`);
}
