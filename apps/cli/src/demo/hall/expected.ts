import type { Entry, Ledger, Totals } from './ledger';

/** Where voices should be, in heads, as counted by hand from what people said. */
export interface Expected {
  readonly own: number;
  readonly carried: number;
  readonly handCount: number;
  readonly undelivered: number;
  /** Whose hands a show of hands counts, raised or not. */
  readonly counted: number;
  readonly inPerson: number;
  readonly online: number;
  readonly scores: Totals;
}

interface Moment {
  readonly delegate: Map<string, string>;
  readonly present: Set<string>;
  readonly ballots: Map<string, { readonly choice: string; readonly channel: 'inPerson' | 'online' }>;
  readonly counted: Set<string>;
  inSession: boolean;
  hands: Totals;
}

/**
 * A count of its own beside the engine's, as plain as can be: step by step through what people kept receipts of, in the order of the log,
 * and at the close each member's voice followed from hand to hand. Members weigh 1 and name one delegate for everything.
 */
export function expectedCount(ledger: Ledger, proposalId: string, voters: readonly string[]): Expected {
  const now: Moment = {
    ...{ delegate: new Map(), present: new Set(), ballots: new Map(), counted: new Set() },
    ...{ inSession: false, hands: {} },
  };
  for (const entry of ledger.entries) {
    if (entry.kind === 'closed' && entry.proposalId === proposalId) break;
    step(now, entry, proposalId, voters);
  }
  return sumsOf(now, voters);
}

function step(now: Moment, entry: Entry, proposalId: string, voters: readonly string[]): void {
  if ('proposalId' in entry && entry.proposalId !== proposalId) return;
  switch (entry.kind) {
    case 'trust':
      if (entry.delegate === undefined) now.delegate.delete(entry.member);
      else now.delegate.set(entry.member, entry.delegate);
      return;
    case 'presence':
      if (entry.isIn) now.present.add(entry.member);
      else now.present.delete(entry.member);
      return;
    case 'session':
      now.inSession = entry.isOpen;
      return;
    case 'ballot': {
      const channel = now.inSession && now.present.has(entry.member) ? 'inPerson' : 'online';
      now.ballots.set(entry.member, { choice: entry.choice, channel });
      return;
    }
    case 'hands-asked':
      for (const member of handsFree(now, voters)) now.counted.add(member);
      return;
    case 'hands':
      now.hands = entry.totals;
      return;
    case 'closed':
      return;
  }
}

/** Everyone in the hall who cast no ballot and carries nobody. Who leaves the set because somebody outside trusts them stands outside too. */
function handsFree({ delegate, present, ballots }: Moment, voters: readonly string[]): ReadonlySet<string> {
  const silent = voters.filter((member) => !ballots.has(member));
  const free = new Set(silent.filter((member) => present.has(member)));
  for (let before = -1; before !== free.size;) {
    before = free.size;
    for (const member of silent) if (!free.has(member)) free.delete(delegate.get(member) ?? '');
  }
  return free;
}

function sumsOf({ delegate, ballots, counted, hands }: Moment, voters: readonly string[]): Expected {
  const sums = { own: 0, carried: 0, handCount: 0, undelivered: 0, inPerson: 0, online: 0 };
  const scores: Record<string, number> = { yes: 0, no: 0, abstain: 0 };
  for (const member of voters) {
    if (counted.has(member)) continue;
    const voter = voterFor(member, delegate, ballots, counted);
    const ballot = voter === undefined ? undefined : ballots.get(voter)!;
    if (ballot === undefined) {
      sums.undelivered += 1;
      continue;
    }
    sums[voter === member ? 'own' : 'carried'] += 1;
    sums[ballot.channel] += 1;
    scores[ballot.choice]! += 1;
  }
  for (const [option, raised] of Object.entries(hands)) {
    scores[option]! += raised;
    sums.handCount += raised;
    sums.inPerson += raised;
  }
  sums.undelivered += counted.size - sums.handCount;
  return { ...sums, counted: counted.size, scores };
}

/** Whoever a member's voice ends at, if anybody. */
function voterFor(
  member: string,
  delegate: ReadonlyMap<string, string>,
  ballots: Moment['ballots'],
  counted: ReadonlySet<string>,
): string | undefined {
  const met = new Set<string>();
  for (let at: string | undefined = member; at !== undefined && !met.has(at); at = delegate.get(at)) {
    if (ballots.has(at)) return at;
    if (counted.has(at)) return undefined;
    met.add(at);
  }
  return undefined;
}
