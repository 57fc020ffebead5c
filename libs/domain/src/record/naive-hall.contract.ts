import type { Channel } from '../ballots/ballots.events';
import type { StoredEvent } from '../catalogue';
import { halves, NaiveModel, type OfType } from './naive-model.contract';

/** Where one member's voice is; everyone is in exactly one place. */
export interface Place {
  readonly place: 'own-ballot' | 'carried' | 'hand-count' | 'undelivered';
  /** The ballot that says it, for the first two. */
  readonly ballot?: { readonly choice: string; readonly channel: Channel };
}

/** What a proposal counts to, by where it came from. Unit: half weights. */
export interface NaiveSums {
  readonly own: Readonly<Record<Channel, number>>;
  readonly carried: Readonly<Record<Channel, number>>;
  readonly handCount: number;
  readonly undelivered: number;
  readonly scores: Readonly<Record<'yes' | 'no' | 'abstain', number>>;
  readonly entitled: number;
}

type Opened = OfType<'HandCountOpened'>;

/**
 * The rules of the hall, said a second time: who is in it, whose hands count, and whose voice is where. Only questions to the whole history,
 * for policies with one delegate each.
 */
export class NaiveHall extends NaiveModel {
  private readonly known = new Map<string, ReturnType<NaiveHall['standingAnew']>>();

  /** `prefixes`: what was asked about shorter histories of the same story is not asked twice. */
  constructor(
    history: readonly StoredEvent[],
    private readonly prefixes = new Map<number, NaiveHall>(),
  ) {
    super(history);
  }

  /** Whether a member is in the hall of a meeting in session with the proposal on its agenda. */
  isInHall(memberId: string, proposalId: string): boolean {
    return this.of('MeetingConvened').some(({ data: { meetingId } }) => {
      const last = (...types: string[]) =>
        this.history.findLast(
          ({ type, data }) => types.includes(type) && (data as { meetingId?: string }).meetingId === meetingId,
        );
      const session = last('MeetingOpened', 'MeetingPaused', 'MeetingResumed', 'MeetingClosed', 'MeetingCancelled');
      if (session === undefined || session.type === 'MeetingClosed' || session.type === 'MeetingCancelled')
        return false;
      const agenda = last('MeetingConvened', 'AgendaSet') as OfType<'AgendaSet'>;
      return agenda.data.agenda.some((item) => item.proposalId === proposalId) && this.isIn(memberId, meetingId);
    });
  }

  private isIn(memberId: string, meetingId: string): boolean {
    const doors = [...this.of('MemberCheckedIn'), ...this.of('MemberCheckedOut')];
    const own = doors.filter(({ data }) => data.memberId === memberId && data.meetingId === meetingId);
    return own.sort((a, b) => a.position - b.position).at(-1)?.type === 'MemberCheckedIn';
  }

  /** Whether a ballot of this member would be accepted now. */
  override mayVote(memberId: string, proposalId: string): boolean {
    return super.mayVote(memberId, proposalId) && !this.isHand(memberId, proposalId);
  }

  /** Where everybody's voice is now. */
  places(proposalId: string): ReadonlyMap<string, Place> {
    const people = this.electorate(proposalId, this.opening(proposalId)!);
    return new Map([...people.keys()].map((id) => [id, this.placeOf(id, proposalId, new Set(people.keys()))]));
  }

  private placeOf(memberId: string, proposalId: string, people: ReadonlySet<string>): Place {
    if (this.isHand(memberId, proposalId)) return { place: 'hand-count' };
    const opening = this.opening(proposalId)!;
    const met = new Set<string>();
    for (let at: string | undefined = memberId; at !== undefined && people.has(at) && !met.has(at);) {
      if (this.isHand(at, proposalId)) break;
      const choice = this.choice(at, proposalId);
      if (choice !== undefined) {
        const place = at === memberId ? 'own-ballot' : 'carried';
        return { place, ballot: { choice, channel: this.channelOf(at, proposalId) } };
      }
      met.add(at);
      at = this.delegate(at, proposalId, opening);
    }
    return { place: 'undelivered' };
  }

  sums(proposalId: string): NaiveSums {
    const people = this.electorate(proposalId, this.opening(proposalId)!);
    const weightOf = (id: string) => halves[people.get(id)!.weight]!;
    const sums = {
      own: { 'in-person': 0, online: 0 },
      carried: { 'in-person': 0, online: 0 },
      ...{ handCount: 0, undelivered: 0, entitled: 0, scores: { yes: 0, no: 0, abstain: 0 } },
    };
    for (const [id, { place, ballot }] of this.places(proposalId)) {
      sums.entitled += weightOf(id);
      if (ballot === undefined) sums.undelivered += weightOf(id);
      else {
        sums[place === 'own-ballot' ? 'own' : 'carried'][ballot.channel] += weightOf(id);
        sums.scores[ballot.choice as 'yes'] += weightOf(id);
      }
    }
    for (const { set, totals } of this.standing(proposalId)) {
      for (const [option, hands] of Object.entries(totals)) {
        const weight = hands === 0 ? 0 : hands * weightOf(set[0]!);
        sums.scores[option as 'yes'] += weight;
        sums.handCount += weight;
        sums.undelivered -= weight;
      }
    }
    return sums;
  }

  /** Whether a show of hands that stands counts this member. */
  isHand(memberId: string, proposalId: string): boolean {
    return this.standing(proposalId).some(({ set }) => set.includes(memberId));
  }

  private standing(proposalId: string) {
    const known = this.known.get(proposalId) ?? this.standingAnew(proposalId);
    this.known.set(proposalId, known);
    return known;
  }

  private standingAnew(
    proposalId: string,
  ): readonly { readonly set: readonly string[]; readonly totals: Readonly<Record<string, number>> }[] {
    const isOver = this.end(proposalId) < Infinity;
    return this.shows(proposalId).flatMap((opened) => {
      const { handCountId } = opened.data;
      const about = (type: 'HandCountRecorded' | 'HandCountCancelled') =>
        this.of(type).find(
          ({ data, position }) => data.handCountId === handCountId && position <= this.until(proposalId),
        );
      const recorded = about('HandCountRecorded') as OfType<'HandCountRecorded'> | undefined;
      if (about('HandCountCancelled') !== undefined || (isOver && recorded === undefined)) return [];
      const set = this.setOf(opened);
      return this.isAlikeSince(set, opened) ? [{ set, totals: recorded?.data.totals ?? {} }] : [];
    });
  }

  private shows(proposalId: string): readonly Opened[] {
    const voting = (position: number) =>
      position > (this.opening(proposalId)?.position ?? Infinity) && position < this.end(proposalId);
    return this.of('HandCountOpened').filter(
      ({ data, position }) => data.proposalId === proposalId && voting(position),
    );
  }

  /** As it was just before this position. */
  private before(position: number): NaiveHall {
    const known = this.prefixes.get(position) ?? new NaiveHall(this.history.slice(0, position - 1), this.prefixes);
    this.prefixes.set(position, known);
    return known;
  }

  /** Whoever is in the hall, said nothing yet, and is on nobody's way from outside. */
  private setOf({ position, data: { proposalId, meetingId } }: Opened): readonly string[] {
    const then = this.before(position);
    const opening = then.opening(proposalId)!;
    const people = then.electorate(proposalId, opening);
    const isSilent = (id: string) =>
      people.has(id) && then.choice(id, proposalId) === undefined && !then.isHand(id, proposalId);
    const isClosed = then.of('MeetingClosed').some(({ data }) => data.meetingId === meetingId);
    const here = [...people.keys()].filter((id) => !isClosed && isSilent(id) && then.isIn(id, meetingId));
    const carriers = new Set<string>();
    for (const outsider of [...people.keys()].filter((id) => isSilent(id) && !here.includes(id))) {
      const met = new Set<string>([outsider]);
      let at = then.delegate(outsider, proposalId, opening);
      while (at !== undefined && isSilent(at) && !met.has(at)) {
        carriers.add(at);
        met.add(at);
        at = then.delegate(at, proposalId, opening);
      }
    }
    return here.filter((id) => !carriers.has(id));
  }

  /** Whether the set was, and has been ever since, of members of one weight. */
  private isAlikeSince(set: readonly string[], { position, data: { proposalId } }: Opened): boolean {
    const rolls = this.history.filter(
      (event) =>
        /^Member(Amended|Struck)$/.test(event.type) &&
        event.position > position &&
        event.position < this.end(proposalId),
    );
    const moments = [this.before(position), ...rolls.map((event) => this.before(event.position + 1))];
    return moments.every((then) => {
      const people = then.electorate(proposalId, then.opening(proposalId)!);
      return new Set(set.map((id) => people.get(id)?.weight ?? 'gone')).size <= 1 && set.every((id) => people.has(id));
    });
  }

  private channelOf(memberId: string, proposalId: string): Channel {
    return (this.lastBallot(memberId, proposalId)!.data as { channel: Channel }).channel;
  }

  protected override choice(memberId: string, proposalId: string): string | undefined {
    const last = this.lastBallot(memberId, proposalId);
    return (last?.data as { choice?: string } | undefined)?.choice;
  }

  private lastBallot(memberId: string, proposalId: string) {
    return this.history.findLast(
      ({ position }) =>
        this.isBallotThatCounts(position, memberId, proposalId) &&
        !this.struckBetween(position, this.until(proposalId), memberId),
    );
  }

  /** One that would have been accepted at that moment, whether or not somebody decided on it. */
  private isBallotThatCounts(position: number, memberId: string, proposalId: string): boolean {
    const { type, data } = this.history[position - 1]!;
    if (!type.startsWith('Ballot') || position > this.until(proposalId)) return false;
    const own = data as { memberId: string; proposalId: string };
    if (own.memberId !== memberId || own.proposalId !== proposalId) return false;
    return this.before(position).mayVote(memberId, proposalId);
  }
}
