import type { Policy } from '../assembly/charter';
import type { PlenumEvent, StoredEvent } from '../catalogue';
import { scopesOf } from '../delegations/scope';

/** What a count comes to, in halves of a vote: small whole numbers, so that the model needs no fractions. */
export interface NaiveCount {
  readonly yes: number;
  readonly no: number;
  readonly abstain: number;
  readonly undelivered: number;
  readonly entitled: number;
}

export interface Standing {
  readonly weight: string;
  readonly votes: boolean;
}

export type OfType<Type extends PlenumEvent['type']> = Extract<StoredEvent, { type: Type }>;

/** Weights the model understands, in halves. */
export const halves: Readonly<Record<string, number>> = { '0': 0, '1/2': 1, '1': 2, '3/2': 3, '2': 4 };

/**
 * The rules of who may vote and what counts, said a second time: no folding and no state, only questions to the whole
 * history, as slow as that is. For policies with one delegate each, where every delegation rule agrees.
 */
export class NaiveModel {
  constructor(protected readonly history: readonly StoredEvent[]) {}

  /** Whether a ballot of this member would be accepted now. */
  mayVote(memberId: string, proposalId: string): boolean {
    const opening = this.opening(proposalId);
    if (opening === undefined || this.end(proposalId) < Infinity) return false;
    return this.isAskedAt(this.history.length, memberId, proposalId, opening);
  }

  /** What the proposal counts to now; undefined before its opening. */
  count(proposalId: string): NaiveCount | undefined {
    const opening = this.opening(proposalId);
    if (opening === undefined) return undefined;
    const electorate = this.electorate(proposalId, opening);
    const sums = { yes: 0, no: 0, abstain: 0, undelivered: 0, entitled: 0 };
    for (const [memberId, { weight }] of electorate) {
      const line = this.spokenFor(memberId, proposalId, opening, electorate);
      sums[line] += halves[weight]!;
      sums.entitled += halves[weight]!;
    }
    return sums;
  }

  /** Follow the one delegate of each until somebody voted; whoever comes round again, or to a dead end, is unheard. */
  private spokenFor(
    memberId: string,
    proposalId: string,
    opening: OfType<'VotingOpened'>,
    electorate: ReadonlyMap<string, Standing>,
  ): 'yes' | 'no' | 'abstain' | 'undelivered' {
    const met = new Set<string>();
    let at: string | undefined = memberId;
    while (at !== undefined && electorate.has(at) && !met.has(at)) {
      const choice = this.choice(at, proposalId, opening);
      if (choice !== undefined) return choice as 'yes';
      met.add(at);
      at = this.delegate(at, proposalId, opening);
    }
    return 'undelivered';
  }

  /** Everyone with a binding vote, as the proposal weighs them. */
  protected electorate(proposalId: string, opening: OfType<'VotingOpened'>): ReadonlyMap<string, Standing> {
    const until = this.until(proposalId);
    const weights = this.policy(proposalId, opening).frozen.weights;
    const found = new Map<string, Standing>();
    for (const memberId of new Set(this.of('MemberEnrolled').map((event) => event.data.memberId))) {
      if (!this.isAskedAt(until, memberId, proposalId, opening)) continue;
      const struckSince = this.struckBetween(opening.position, until, memberId);
      const pinned = weights === 'at-open' && !struckSince ? this.standingAt(opening.position, memberId) : undefined;
      const standing = pinned ?? this.standingAt(until, memberId)!;
      if (standing.votes) found.set(memberId, standing);
    }
    return found;
  }

  protected isAskedAt(
    position: number,
    memberId: string,
    proposalId: string,
    opening: OfType<'VotingOpened'>,
  ): boolean {
    if (this.standingAt(position, memberId) === undefined) return false;
    if (this.policy(proposalId, opening).frozen.electorate !== 'at-open') return true;
    const wasThere = this.standingAt(opening.position, memberId) !== undefined;
    return wasThere && !this.struckBetween(opening.position, position, memberId);
  }

  protected choice(memberId: string, proposalId: string, opening: OfType<'VotingOpened'>): string | undefined {
    const ballots = this.history.filter(
      (event) =>
        (event.type === 'BallotCast' || event.type === 'BallotChanged' || event.type === 'BallotWithdrawn') &&
        event.data.memberId === memberId &&
        event.data.proposalId === proposalId &&
        event.position > opening.position &&
        event.position <= this.until(proposalId) &&
        this.isAskedAt(event.position, memberId, proposalId, opening) &&
        !this.struckBetween(event.position, this.until(proposalId), memberId),
    );
    const last = ballots.at(-1);
    return last === undefined || !('choice' in last.data) ? undefined : (last.data.choice as string);
  }

  protected delegate(memberId: string, proposalId: string, opening: OfType<'VotingOpened'>): string | undefined {
    const { delegations } = this.policy(proposalId, opening).frozen;
    const until = delegations === 'at-open' ? opening.position : this.until(proposalId);
    const area = this.of('ProposalDrafted').find((event) => event.data.proposalId === proposalId)?.data.area;
    for (const scope of scopesOf(proposalId, area)) {
      const last = this.history.findLast(
        (event) =>
          event.position <= until &&
          'scope' in event.data &&
          event.data.memberId === memberId &&
          event.data.scope === scope,
      );
      if (last?.type === 'DelegationSet') return last.data.delegates[0];
      if (last?.type === 'DelegatingOptedOut') return undefined;
    }
    return undefined;
  }

  protected standingAt(position: number, memberId: string): Standing | undefined {
    const last = this.history.findLast(
      (event) =>
        event.position <= position &&
        /^Member(Enrolled|Amended|Struck|Readmitted)$/.test(event.type) &&
        'memberId' in event.data &&
        event.data.memberId === memberId,
    );
    return last === undefined || last.type === 'MemberStruck' ? undefined : (last.data as Standing);
  }

  protected struckBetween(from: number, to: number, memberId: string): boolean {
    return this.of('MemberStruck').some(
      ({ data, position }) => data.memberId === memberId && position > from && position <= to,
    );
  }

  protected opening(proposalId: string): OfType<'VotingOpened'> | undefined {
    return this.of('VotingOpened').find((event) => event.data.proposalId === proposalId);
  }

  protected end(proposalId: string): number {
    const ends = [...this.of('VotingClosed'), ...this.of('ProposalWithdrawn')];
    return ends.find((event) => event.data.proposalId === proposalId)?.position ?? Infinity;
  }

  protected until(proposalId: string): number {
    return Math.min(this.end(proposalId), this.history.length);
  }

  private policy(proposalId: string, opening: OfType<'VotingOpened'>): Policy {
    const { policyId } = this.of('ProposalDrafted').find((event) => event.data.proposalId === proposalId)!.data;
    const { charter } = this.of('CharterAdopted').find(
      ({ data }) => data.charterVersion === opening.data.charterVersion,
    )!.data;
    return charter.policies.find(({ id }) => id === policyId)!;
  }

  protected of<Type extends PlenumEvent['type']>(type: Type): readonly OfType<Type>[] {
    return this.history.filter((event): event is OfType<Type> => event.type === type);
  }
}
