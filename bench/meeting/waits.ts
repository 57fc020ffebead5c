import type { HallPlay } from '../../apps/cli/src/demo/hall/meeting';

/** How long ballots of one kind waited. Unit: milliseconds. */
export interface Waits {
  /** From sending to the receipt. */
  readonly ballotMs: readonly number[];
  /** From sending to the first tally on the projector that counts it. */
  readonly wallMs: readonly number[];
}

/** Of every ballot that was cast while its item was on the projector: those of the only phone in use, and those of many. */
export function waits({ gathering, projector, items }: HallPlay): Record<'one' | 'many', Waits> {
  const found = {
    one: { ballotMs: [] as number[], wallMs: [] as number[] },
    many: { ballotMs: [] as number[], wallMs: [] as number[] },
  };
  for (const { proposalId } of items) {
    const shown = projector.shown.filter((message) => message.proposalId === proposalId);
    const [first] = shown;
    for (const ballot of gathering.ledger.ballots) {
      if (ballot.proposalId !== proposalId || ballot.sentAt < first!.at || ballot.from === 'teller') continue;
      const counted = shown.find(({ position }) => position >= ballot.position);
      const kind = found[ballot.from === 'one-phone' ? 'one' : 'many'];
      kind.ballotMs.push(ballot.toldAt - ballot.sentAt);
      if (counted !== undefined) kind.wallMs.push(counted.at - ballot.sentAt);
    }
  }
  return found;
}
