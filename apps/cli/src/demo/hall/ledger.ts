import type { Receipt } from './speaker';

/** What people said and were told was recorded: kept by them, not by the server. */
export type Entry = { readonly position: number } & (
  | { readonly kind: 'trust'; readonly member: string; readonly delegate: string | undefined }
  | { readonly kind: 'presence'; readonly member: string; readonly isIn: boolean }
  | { readonly kind: 'session'; readonly isOpen: boolean }
  | ({ readonly kind: 'ballot' } & BallotSaid)
  | { readonly kind: 'hands-asked'; readonly proposalId: string; readonly counted: number }
  | { readonly kind: 'hands'; readonly proposalId: string; readonly totals: Totals }
  | { readonly kind: 'closed'; readonly proposalId: string }
);
export type Totals = Readonly<Record<string, number>>;

export interface BallotSaid {
  readonly proposalId: string;
  readonly member: string;
  readonly choice: string;
  /** Cast while many voted, or by the only phone in use, or called out to a teller. */
  readonly from: 'many-phones' | 'one-phone' | 'teller';
  /** When it was sent and when its receipt was there. Unit: milliseconds of one clock. */
  readonly sentAt: number;
  readonly toldAt: number;
}

export interface Kept {
  readonly position: number;
  readonly leafHash: string;
}

/** Everybody's receipts. */
export class Ledger {
  readonly receipts: Kept[] = [];
  readonly refused = new Map<string, number>();
  /** Answers that told of an earlier receipt: the same ballot, sent twice. */
  repeats = 0;
  private readonly said: Entry[] = [];

  /** In the order of the log. */
  get entries(): readonly Entry[] {
    return [...this.said].sort((one, other) => one.position - other.position);
  }

  get ballots(): readonly Extract<Entry, { kind: 'ballot' }>[] {
    return this.said.filter((entry) => entry.kind === 'ballot');
  }

  /** Whether this member's voice is somebody else's to carry, by what was said last. */
  trusts(member: string): boolean {
    const last = this.entries.findLast((entry) => entry.kind === 'trust' && entry.member === member);
    return last?.kind === 'trust' && last.delegate !== undefined;
  }

  keep({ position, leafHashes, repeated }: Receipt, entry?: Said): void {
    if (repeated) {
      this.repeats += 1;
      return;
    }
    const first = position - leafHashes.length + 1;
    leafHashes.forEach((leafHash, index) => this.receipts.push({ position: first + index, leafHash }));
    if (entry !== undefined) this.remember({ ...entry, position });
  }

  remember(entry: Entry): void {
    this.said.push(entry);
  }

  noteRefusal(name: string): void {
    this.refused.set(name, (this.refused.get(name) ?? 0) + 1);
  }
}

type WithoutPosition<One> = One extends Entry ? Omit<One, 'position'> : never;
export type Said = WithoutPosition<Entry>;
