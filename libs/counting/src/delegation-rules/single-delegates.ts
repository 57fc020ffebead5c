import type { DelegationGraph } from '../delegations/delegation-graph';
import { type Routes, unrouted } from './delegation-rule';

/** Whether nobody has more than one usable delegate; then there is nothing to choose, and all rules agree. */
export function isSingle({ size, offsets }: DelegationGraph): boolean {
  for (let member = 0; member < size; member++) if (offsets[member + 1]! - offsets[member]! > 1) return false;
  return true;
}

/**
 * Follows each chain once to its end, leaving a trail of where it came from, and walks back along the trail to route everyone on it. A
 * circle, or a chain that ends at someone without a ballot, stays unrouted.
 */
export function routeSingle({ size, offsets, targets, votes }: DelegationGraph): Routes {
  const routes = unrouted(size);
  const { voter, next, hops } = routes;
  const trail = new Int32Array(size);
  const met = new Uint8Array(size);
  for (let start = 0; start < size; start++) {
    let length = 0;
    let at = start;
    while (at !== -1 && !met[at]) {
      met[at] = 1;
      trail[length++] = at;
      at = offsets[at] === offsets[at + 1] ? -1 : targets[offsets[at]!]!;
    }
    let ahead = at;
    for (let place = length - 1; place >= 0; place--) {
      const member = trail[place]!;
      if (votes[member]) [voter[member], hops[member]] = [member, 0];
      else if (ahead !== -1 && voter[ahead] !== -1) {
        voter[member] = voter[ahead]!;
        hops[member] = hops[ahead]! + 1;
        next[member] = ahead;
      }
      ahead = member;
    }
  }
  return routes;
}
