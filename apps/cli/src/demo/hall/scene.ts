import type { Way } from './agenda';

/** What the hall sees on its wall: the server's own words and figures, and what the phones measured. */
export interface HallScene {
  readonly assembly: string;
  readonly status: 'convened' | 'in session' | 'paused' | 'closed';
  /** Log position of the newest message. */
  readonly position: number;
  readonly hall: number;
  readonly present: number;
  readonly guests: number;
  readonly items: readonly ItemSeen[];
  /** Which item the hall is at. */
  readonly current?: number;
  readonly tally?: TallySeen;
  readonly phones: PhonesSeen;
}

export interface ItemSeen {
  readonly title: string;
  readonly way: Way;
  readonly outcome?: string;
  readonly tally?: TallySeen;
}

export interface TallySeen {
  readonly position: number;
  readonly final: boolean;
  readonly outcome: string;
  readonly entitled: string;
  readonly own: string;
  readonly carried: string;
  readonly handCount: string;
  readonly undelivered: { readonly total: string };
  readonly scores: readonly { readonly option: string; readonly score: string }[];
  readonly byChannel: readonly { readonly group: string; readonly valid: string }[];
}

export interface PhonesSeen {
  readonly ballots: number;
  readonly perSecond: number;
  /** Of the newest ballots, from sending to receipt. Unit: milliseconds. */
  readonly p99Ms: number;
}

export const TALLY_FIELDS = `position final outcome entitled own carried handCount undelivered { total }
  scores { option score } byChannel { group valid }`;

/** Whether every voice is in exactly one place. Everybody weighs 1 here, so that all figures are whole numbers. */
export function conserves({ entitled, own, carried, handCount, undelivered }: TallySeen): boolean {
  return BigInt(own) + BigInt(carried) + BigInt(handCount) + BigInt(undelivered.total) === BigInt(entitled);
}

export function inChannel({ byChannel }: TallySeen, channel: 'in-person' | 'online'): string {
  return byChannel.find(({ group }) => group === channel)?.valid ?? '0';
}

export function scoreOf({ scores }: TallySeen, option: string): string {
  return scores.find((one) => one.option === option)?.score ?? '0';
}
