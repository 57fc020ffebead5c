import { Map, Set } from 'immutable';
import { areaAndParents } from '../assembly/charter';
import type { Fold } from '../kernel/decider';
import { unreachable } from '../kernel/decider';
import type { CommissionEvent } from './commissions.events';

/** The members appointed to each area. */
export type CommissionsState = Map<string, Set<string>>;

export const commissionsFold: Fold<CommissionsState, CommissionEvent> = {
  initial: Map(),
  evolve(state, event) {
    const { area, memberId } = event.data;
    const before = state.get(area) ?? Set<string>();
    switch (event.type) {
      case 'CommissionMemberAppointed':
        return state.set(area, before.add(memberId));
      case 'CommissionMemberDismissed':
        return state.set(area, before.delete(memberId));
      default:
        return unreachable(event);
    }
  },
};

/** The commission of a proposal in `area`: that of the area, or of the nearest parent that has one. */
export function commissionFor(commissions: CommissionsState, area: string | undefined): Set<string> {
  const own = area === undefined ? [] : areaAndParents(area);
  const path = own.find((one) => (commissions.get(one)?.size ?? 0) > 0);
  return path === undefined ? Set() : commissions.get(path)!;
}
