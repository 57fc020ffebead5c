import { Map, Set } from 'immutable';
import type { Stored } from '../kernel/event-type';
import type { Fold } from '../kernel/decider';
import { unreachable } from '../kernel/decider';
import type { RollEvent } from './roll.events';

export interface Member {
  /** Own weight, exact, in lowest terms. */
  readonly weight: string;
  readonly votes: boolean;
  readonly classId?: string;
  /** Revision of the roll at which the member came on (again): tells whether a pinned roll holds them. */
  readonly since: number;
}

/** Persistent maps: a proposal pins the roll it opened under by keeping a reference to it. */
export interface RollState {
  readonly members: Map<string, Member>;
  readonly struck: Set<string>;
}

type Standing = { weight: string; votes: boolean; classId?: string };

function standing(data: Standing, since: number): Member {
  const { weight, votes, classId } = data;
  return classId === undefined ? { weight, votes, since } : { weight, votes, classId, since };
}

export const rollFold: Fold<RollState, Stored<RollEvent>> = {
  initial: { members: Map(), struck: Set() },
  evolve(state, event) {
    const { memberId } = event.data;
    switch (event.type) {
      case 'MemberEnrolled':
        return { ...state, members: state.members.set(memberId, standing(event.data, event.revision)) };
      case 'MemberReadmitted':
        return {
          members: state.members.set(memberId, standing(event.data, event.revision)),
          struck: state.struck.delete(memberId),
        };
      case 'MemberAmended': {
        const since = state.members.get(memberId)?.since ?? event.revision;
        return { ...state, members: state.members.set(memberId, standing(event.data, since)) };
      }
      case 'MemberStruck':
        return { members: state.members.delete(memberId), struck: state.struck.add(memberId) };
      default:
        return unreachable(event);
    }
  },
};
