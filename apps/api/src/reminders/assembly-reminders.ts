import { setImmediate as nextTurn } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { electorateOf, type AssemblyRecord, type ProposalRecord } from '@plenum/domain';
import { Agenda } from '../deadlines/agenda';
import type { OpenAssembly } from '../platform/assemblies';
import type { Step } from '../platform/assembly-view';
import type { Clock } from '../platform/clock';
import type { MailSettings } from '../platform/mail-settings';
import { deadlineOf, isSettled, momentsOf, type Moment } from './moments';
import { Choices } from './outbox/choices';
import { Outbox } from './outbox/outbox';
import { openOutboxFile } from './outbox/outbox-file';
import { Post } from './post';
import type { Sender } from './senders/sender';
import { undecidedAmong } from './undecided';

const POST = 'post';
/** Messages that are written at a time: others have their turn in between. */
const BATCH = 200;

/** What all assemblies' reminders share. */
export interface RemindersOffice {
  readonly dataDir: string;
  readonly sender: Sender;
  readonly settings: MailSettings;
  readonly clock: Clock;
}

/** The reminders of one assembly: which are due when, and the outbox they go to. Finding out and sending do not wait for each other. */
export class AssemblyReminders {
  readonly outbox: Outbox;
  readonly choices: Choices;
  private readonly logger = new Logger('Reminders');
  private readonly rounds: Agenda;
  private readonly sending: Agenda;
  private readonly post: Post;
  private stopped = false;

  constructor(
    private readonly assembly: OpenAssembly,
    private readonly office: RemindersOffice,
  ) {
    const { dataDir, sender, settings, clock } = office;
    const db = openOutboxFile(dataDir, assembly.id);
    this.outbox = new Outbox(db);
    this.choices = new Choices(db);
    this.post = new Post(assembly, this.outbox, this.choices, sender, settings, clock);
    const failed = (reason: unknown) => this.logger.error(`${assembly.id}: will be tried again: ${String(reason)}`);
    this.rounds = new Agenda(clock, failed);
    this.sending = new Agenda(clock, failed);
  }

  /** Go on from where the outbox was left, and follow the log from here. */
  start(): void {
    const { view, names } = this.assembly;
    const gone = this.outbox.memberIds().filter((id) => names.get(id) === undefined);
    if (gone.length > 0) this.forget(gone);
    for (const id of new Set([...this.outbox.proposals(), ...view.record.open])) this.lookAt(id);
    this.notePost();
    // Last: whoever could not start is not kept, and hears of nothing.
    names.onForget((memberIds) => this.forget(memberIds));
    view.listen((step) => this.hear(step));
  }

  /** Do all that is due now. */
  async settle(): Promise<void> {
    await this.rounds.settle();
    await this.sending.settle();
  }

  /** When the undecided on a proposal are reminded next (ISO 8601). */
  nextAt(proposalId: string): string | undefined {
    return this.openMoments(this.assembly.view.record, proposalId)[0]?.at;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.rounds.stop();
    this.sending.stop();
    await this.post.stop();
    this.outbox.close();
  }

  /** What fails here is made up for at the next start: the registry has forgotten, and must not fail for it. */
  private forget(memberIds: readonly string[]): void {
    if (this.stopped) return;
    try {
      this.outbox.forget(memberIds);
      this.office.sender.forget(this.assembly.id, memberIds);
    } catch (error) {
      this.logger.error(`${this.assembly.id}: the outbox remembers until the next start: ${String(error)}`);
    }
  }

  /** A ballot changes nothing of when somebody is to be reminded; whether they still need it is asked when it is sent. */
  private hear({ events }: Step): void {
    for (const { type, data } of events) {
      if ('proposalId' in data && !type.startsWith('Ballot')) this.lookAt(data.proposalId!);
    }
  }

  /** Soon, but not now: the view does not wait for the outbox, nor fail with it. */
  private lookAt(proposalId: string): void {
    this.rounds.put(proposalId, this.office.clock.instant(), () => this.remind(proposalId));
  }

  private notePost(): void {
    if (!this.stopped) this.sending.put(POST, this.post.nextAt(), () => this.send());
  }

  private async send(): Promise<void> {
    await this.post.deliver();
    this.notePost();
  }

  /**
   * Promise what is due, and note what comes next. Of several moments that passed while nobody was there, the last one is made up for.
   */
  private async remind(proposalId: string): Promise<void> {
    const { record } = this.assembly.view;
    if (isSettled(record, proposalId)) await this.settleProposal(proposalId);
    if (this.stopped) return;
    const now = this.office.clock.instant();
    const [next, ...rest] = this.openMoments(record, proposalId);
    if (next === undefined || next.at > now) {
      this.rounds.put(proposalId, next?.at, () => this.remind(proposalId));
      return;
    }
    const due = [next, ...rest].filter(({ at }) => at <= now);
    const memberIds = await this.undecidedOn(record, record.proposals.get(proposalId)!);
    await this.promiseAll(proposalId, due.at(-1)!, memberIds);
    if (this.stopped) return;
    this.outbox.attend(proposalId, due.at(-1)!, due.slice(0, -1));
    this.lookAt(proposalId);
    this.notePost();
  }

  private async promiseAll(proposalId: string, moment: Moment, memberIds: readonly string[]): Promise<void> {
    for (let first = 0; first < memberIds.length && !this.stopped; first += BATCH) {
      this.outbox.promise(proposalId, moment, memberIds.slice(first, first + BATCH));
      await nextTurn();
    }
  }

  private async settleProposal(proposalId: string): Promise<void> {
    while (!this.stopped && this.outbox.settle(proposalId, BATCH) > 0) await nextTurn();
  }

  /** Members who are undecided, can be written to and did not decline. */
  private undecidedOn(record: AssemblyRecord, proposal: ProposalRecord): Promise<readonly string[]> {
    const { names } = this.assembly;
    const mayBeWrittenTo = (id: string) =>
      !this.stopped && names.get(id)?.email !== undefined && this.choices.of(id).accepts;
    return undecidedAmong(record, proposal.id, electorateOf(record, proposal).keys(), mayBeWrittenTo);
  }

  /** Moments of an open proposal that were not attended to yet, earliest first, those that are overdue included. */
  private openMoments(record: AssemblyRecord, proposalId: string): readonly Moment[] {
    const deadline = deadlineOf(record, proposalId);
    const now = this.office.clock.instant();
    if (deadline === undefined || deadline.closesAt <= now) return [];
    const { closesAt, openedAt } = deadline;
    const knownSince = this.outbox.knownSince(proposalId, closesAt, openedAt, now);
    const attended = this.outbox.attended(proposalId);
    return momentsOf(deadline, knownSince).filter(({ at }) => !attended.has(at));
  }
}
