import { createHash } from 'node:crypto';
import { Value } from '@sinclair/typebox/value';
import { assemblyFold, charterInForce } from '../assembly/assembly.evolve';
import type { BallotFacts } from '../ballots/ballots.decide';
import { ballotFold } from '../ballots/ballots.evolve';
import { eventTypes, type PlenumEvent, type StoredEvent } from '../catalogue';
import type { DelegationFacts } from '../delegations/delegations.decide';
import { delegationsFold } from '../delegations/delegations.evolve';
import { commissionsFold } from '../commissions/commissions.evolve';
import type { HandCountOpeningFacts } from '../hand-counts/hand-counts.decide';
import { foldAll, type CommandHead, type Fold } from '../kernel/decider';
import { meetingFold } from '../meetings/meetings.evolve';
import type { PresenceFacts } from '../presence/presence.decide';
import { meetingsEntered, presenceFold } from '../presence/presence.evolve';
import { proposalFold } from '../proposals/proposals.evolve';
import { supportFold } from '../proposals/support.evolve';
import { rollFold } from '../roll/roll.evolve';
import { streams } from '../streams';
import { emptyRecord, policyFor, type AssemblyRecord } from './assembly-record';
import { isCountedIn } from './hand-count-set';
import { recordFold } from './record.evolve';

const NOON_MS = Date.parse('2026-11-24T12:00:00.000Z');
const MINUTE_MS = 60_000;

/** A fact, several, or what the story so far makes of one. */
export type Told = PlenumEvent | readonly PlenumEvent[] | ((story: Story) => PlenumEvent);

/** `minutes` after noon, when every story begins. */
export function minute(minutes: number): string {
  return new Date(NOON_MS + minutes * MINUTE_MS).toISOString();
}

/** The id that stands for a name: a UUID version 4 in form, and the same in every run. */
export function uuid(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

/** What is wrong with a fact as the log sees it: its shape, or a text the log does not store. */
export function factFault(event: PlenumEvent): string | undefined {
  const schema = eventTypes.get(event.type)!.data;
  const shape = Value.Errors(schema, event.data).First();
  if (shape !== undefined) return `${event.type}${shape.path}: ${shape.message}`;
  const text = JSON.stringify(event.data);
  if (text !== text.normalize('NFC')) return `${event.type}: a text is not in NFC`;
  return /\\ud[89a-f]/.test(text) ? `${event.type}: half of a surrogate pair` : undefined;
}

/**
 * One assembly's log as it grows, a fact each minute, with its record at every prefix. Decisions read it as the server
 * does: each noun from its own stream.
 */
export class Story {
  readonly events: StoredEvent[] = [];
  /** `records[n]` is the record after the first n facts. */
  readonly records: AssemblyRecord[] = [emptyRecord];
  private readonly byStream = new Map<string, StoredEvent[]>();

  tell(...told: readonly Told[]): this {
    for (const one of told) {
      const facts = typeof one === 'function' ? [one(this)] : [one].flat();
      for (const event of facts) this.append(event);
    }
    return this;
  }

  get record(): AssemblyRecord {
    return this.records.at(-1)!;
  }
  /** When the next command is accepted. */
  get now(): string {
    return minute(this.events.length);
  }
  get assembly() {
    return this.folded(streams.assembly(), assemblyFold);
  }
  get charter() {
    return charterInForce(this.assembly);
  }
  get roll() {
    return this.folded(streams.roll(), rollFold);
  }
  get rollRevision(): number {
    return this.stream(streams.roll()).length - 1;
  }

  delegations(memberId: string) {
    return this.folded(streams.delegations(memberId), delegationsFold);
  }
  proposal(proposalId: string) {
    return this.folded(streams.proposal(proposalId), proposalFold);
  }
  ballot(proposalId: string, memberId: string) {
    return this.folded(streams.ballot(proposalId, memberId), ballotFold);
  }

  meeting(meetingId: string) {
    return this.folded(streams.meeting(meetingId), meetingFold);
  }
  presence(memberId: string) {
    return this.folded(streams.presence(memberId), presenceFold);
  }
  get commissions() {
    return this.folded(streams.commissions(), commissionsFold);
  }

  support(proposalId: string, memberId: string) {
    return this.folded(streams.support(proposalId, memberId), supportFold);
  }

  ballotFacts(proposalId: string, memberId: string): BallotFacts {
    const proposal = this.proposal(proposalId);
    const halls = meetingsEntered(this.presence(memberId)).map((meetingId) => this.meeting(meetingId));
    const isCounted = isCountedIn(this.record, proposalId, proposal, memberId);
    return { proposal, roll: this.roll, policy: policyFor(this.assembly, proposal), halls, isCounted };
  }

  presenceFacts(meetingId: string): PresenceFacts {
    return { meeting: this.meeting(meetingId), roll: this.roll };
  }

  handCountFacts(meetingId: string): HandCountOpeningFacts {
    return { record: this.record, meeting: this.meeting(meetingId) };
  }

  delegationFacts(proposalId?: string, delegates: readonly string[] = []): DelegationFacts {
    const { roll, charter } = this;
    const declining = new Set(delegates.filter((delegate) => this.delegations(delegate).declines));
    if (proposalId === undefined) return { roll, charter, declining };
    const proposal = this.proposal(proposalId);
    return { roll, charter, declining, proposal, policy: policyFor(this.assembly, proposal) };
  }

  /** The part of a command that says who and when. */
  by(actor: string, at = this.now): CommandHead {
    return { commandId: uuid(`command ${this.events.length} of ${actor}`), actor, at };
  }

  private append(event: PlenumEvent): void {
    const fault = factFault(event);
    if (fault !== undefined) throw new Error(fault);
    const stream = this.stream(streamOf(event));
    const at = minute(this.events.length);
    const stored = { ...event, position: this.events.length + 1, revision: stream.length, at } as StoredEvent;
    this.byStream.set(streamOf(event), [...stream, stored]);
    this.events.push(stored);
    this.records.push(recordFold.evolve(this.record, stored));
  }

  private stream(name: string): readonly StoredEvent[] {
    return this.byStream.get(name) ?? [];
  }

  private folded<State, Event>(stream: string, fold: Fold<State, Event>): State {
    return foldAll(fold, this.stream(stream) as Iterable<never>);
  }
}

/** The stream a fact stands in. */
export function streamOf(event: PlenumEvent): string {
  switch (event.type) {
    case 'AssemblyFounded':
    case 'CharterAdopted':
      return streams.assembly();
    case 'MemberEnrolled':
    case 'MemberAmended':
    case 'MemberStruck':
    case 'MemberReadmitted':
      return streams.roll();
    case 'BallotCast':
    case 'BallotChanged':
    case 'BallotWithdrawn':
      return streams.ballot(event.data.proposalId, event.data.memberId);
    case 'ProposalSupported':
    case 'ProposalSupportWithdrawn':
    case 'EscalationDemanded':
      return streams.support(event.data.proposalId, event.data.memberId);
    case 'CommissionMemberAppointed':
    case 'CommissionMemberDismissed':
      return streams.commissions();
    case 'SeriesStarted':
    case 'SeriesEnded':
      return streams.series(event.data.seriesId);
    case 'HallCodeIssued':
    case 'MemberCheckedIn':
    case 'MemberCheckedOut':
      return streams.presence(event.data.memberId);
    case 'MeetingConvened':
    case 'AgendaSet':
    case 'MeetingOpened':
    case 'AgendaItemTaken':
    case 'ItemPutToVote':
    case 'ItemConcluded':
    case 'MeetingPaused':
    case 'MeetingResumed':
    case 'MeetingClosed':
    case 'MeetingCancelled':
      return streams.meeting(event.data.meetingId);
    case 'LogKeyRotated':
      return streams.logKey();
    default:
      return 'proposalId' in event.data
        ? streams.proposal(event.data.proposalId)
        : streams.delegations(event.data.memberId);
  }
}
