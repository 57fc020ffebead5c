import { assert } from '../../fault';

/**
 * Tied groups from a relation without circles: first whoever is beaten by nobody, then whoever is beaten by nobody left, and so on.
 * `size` options by index; each group in index order.
 */
export function rankByRelation(size: number, beats: (a: number, b: number) => boolean): readonly (readonly number[])[] {
  const groups: number[][] = [];
  let left = Array.from({ length: size }, (_, option) => option);
  while (left.length > 0) {
    const unbeaten = left.filter((option) => !left.some((other) => beats(other, option)));
    assert(unbeaten.length > 0, 'a relation goes round in a circle');
    groups.push(unbeaten);
    left = left.filter((option) => !unbeaten.includes(option));
  }
  return groups;
}
