import type { Fold } from '../kernel/decider';
import { unreachable } from '../kernel/decider';
import type { SeriesEvent } from './series.events';

export interface SeriesState {
  readonly status: 'none' | 'running' | 'ended';
  readonly title: string;
  readonly recurrence: string;
  readonly firstAt: string;
  readonly timeZone: string;
  readonly place?: string;
  readonly endedFor?: string;
}

export const seriesFold: Fold<SeriesState, SeriesEvent> = {
  initial: { status: 'none', title: '', recurrence: '', firstAt: '', timeZone: '' },
  evolve(state, event) {
    switch (event.type) {
      case 'SeriesStarted': {
        const { seriesId: _id, ...plan } = event.data;
        return { ...plan, status: 'running' };
      }
      case 'SeriesEnded':
        return { ...state, status: 'ended', endedFor: event.data.reason };
      default:
        return unreachable(event);
    }
  },
};
