import type { Member, Roll } from '@plenum/domain';

export interface Place {
  readonly memberId: string;
  readonly member: Member;
}

const ordered = new WeakMap<Roll, readonly Place[]>();

/** The roll in the order in which members came on (again). Sorted once for each version of the roll. */
export function inRollOrder(roll: Roll): readonly Place[] {
  const known = ordered.get(roll);
  if (known !== undefined) return known;
  const places = roll.toArray().map(([memberId, member]): Place => ({ memberId, member }));
  places.sort((a, b) => a.member.since - b.member.since);
  ordered.set(roll, places);
  return places;
}
