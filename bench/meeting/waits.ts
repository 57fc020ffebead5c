import type { HallPlay } from '../../apps/cli/src/demo/hall/meeting';

/** How long ballots of one kind waited. Unit: milliseconds. */
export interface Waits {
  /** From sending to the receipt. */
  readonly ballotMs: readonly number[];
  /** From sending to the first tally on the projector that counts it. */
  readonly wallMs: readonly number[];
}

/** One item: the ballots of the only phone in use, and then those of many. */
export interface ItemWaits {
  readonly one: Waits;
  readonly many: Waits;
}

/** Of every ballot that was cast with a phone while its item was on the projector. */
export function waitsOf({ gathering, projector, items }: HallPlay): readonly ItemWaits[] {
  return items.map(({ proposalId }) => {
    const shown = projector.shown.filter((message) => message.proposalId === proposalId);
    const here = gathering.ledger.ballots.filter((one) => one.proposalId === proposalId && one.sentAt > shown[0]!.at);
    const of = (from: string): Waits => {
      const ballots = here.filter((one) => one.from === from);
      const wallMs = ballots.flatMap(({ position, sentAt }) => {
        const counted = shown.find((message) => message.position >= position);
        return counted === undefined ? [] : [counted.at - sentAt];
      });
      return { ballotMs: ballots.map(({ toldAt, sentAt }) => toldAt - sentAt), wallMs };
    };
    return { one: of('one-phone'), many: of('many-phones') };
  });
}

/** All items together. */
export function altogether(items: readonly ItemWaits[], phones: keyof ItemWaits): Waits {
  return {
    ballotMs: items.flatMap((item) => item[phones].ballotMs),
    wallMs: items.flatMap((item) => item[phones].wallMs),
  };
}
