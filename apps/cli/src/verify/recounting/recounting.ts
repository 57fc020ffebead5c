import { availableParallelism } from 'node:os';
import type { Envelope } from '@plenum/event-log';
import type { RecountWatch } from '../recount';
import type { FirstFindings } from './first-findings';
import { RecountHere } from './recount-here';
import { RecountThread } from './recount-thread';

/** An event that the rules of the log could read. */
export interface ReadEvent {
  readonly position: number;
  readonly bytes: Uint8Array;
  readonly leafHash: Uint8Array;
  readonly envelope: Envelope;
}

export interface Recounted {
  /** How many certified results were counted again. */
  readonly recounted: number;
  /** Why events from some position on were not followed. */
  readonly stopped: string | undefined;
  readonly findings: Pick<FirstFindings, 'listed' | 'dropped'>;
}

/** Where the events of a log are followed and its results counted again, while it is read. */
export interface Recounting {
  /** The next events, in the order of the log. Resolves when more may come. */
  follow(page: readonly ReadEvent[]): Promise<void>;
  /** After the last page. */
  finish(): Promise<Recounted>;
  /** Nothing more is wanted of it, at whatever point it is. */
  close(): Promise<void>;
}

/** Unit: events. A thread takes as long to begin as that many take to be recounted. */
const WORTH_A_THREAD = 150_000;

/**
 * A recount for a log of `size` events, as far as that is known: in the same thread where somebody watches or little is gained, else beside
 * it, with the same code.
 */
export function recountingOf(size: number | undefined, watch: RecountWatch | undefined): Recounting {
  const apart = watch === undefined && size !== undefined && size >= WORTH_A_THREAD && availableParallelism() > 1;
  return apart ? new RecountThread() : new RecountHere(watch);
}
