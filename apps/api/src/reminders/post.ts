import { Logger } from '@nestjs/common';
import type { OpenAssembly } from '../platform/assemblies';
import type { Clock } from '../platform/clock';
import type { MailSettings } from '../platform/mail-settings';
import type { Choices } from './outbox/choices';
import type { Outbox, Waiting } from './outbox/outbox';
import { pauseAfter } from './pauses';
import type { Delivery, Letter, Sender } from './senders/sender';
import { SMTP_CONNECTIONS } from './senders/smtp-sender';
import { isUndecided } from './undecided';
import { writeReminder } from './write-reminder';

/** A letter of which nothing was heard for so long is under way no more. */
const LONGEST_SEND_MS = 120_000;
const LAST_WORD_MS = 2_000;
/** Longer than any attempt takes: whoever took a message and has not noted what became of it by then has died. */
export const LEASE_MS = 300_000;

/**
 * Sends what is in the outbox. A message is taken, sent, and noted: if the process dies between the last two, it is sent again, with the
 * same Message-ID, by which the reader's mail program knows it.
 */
export class Post {
  private readonly logger = new Logger('Reminders');
  /** Runs in a row that ended because nothing passed. */
  private outages = 0;
  private resumesAt = '';
  private delivery: Promise<void> = Promise.resolve();
  private stopped = false;
  private closed = false;

  constructor(
    private readonly assembly: OpenAssembly,
    private readonly outbox: Outbox,
    private readonly choices: Choices,
    private readonly sender: Sender,
    private readonly settings: MailSettings,
    private readonly clock: Clock,
  ) {}

  /** When there is something to do again (ISO 8601); undefined when the outbox is empty. */
  nextAt(): string | undefined {
    const next = this.outbox.nextAt();
    return next !== undefined && next < this.resumesAt ? this.resumesAt : next;
  }

  /** Send all that is due, a few at a time, until there is no more or nothing passes. */
  deliver(): Promise<void> {
    return (this.delivery = this.deliverNow());
  }

  /** Begins nothing new; what is under way has a little time to be noted. After that it may be sent again. */
  async stop(): Promise<void> {
    this.stopped = true;
    await within(LAST_WORD_MS, this.delivery, () => undefined);
    this.closed = true;
  }

  private async deliverNow(): Promise<void> {
    while (!this.stopped && this.clock.instant() >= this.resumesAt) {
      const taken = this.outbox.claim(this.clock.instant(), this.later(LEASE_MS), SMTP_CONNECTIONS);
      if (taken.length === 0) return;
      const outcomes = await Promise.all(taken.map((waiting) => this.sendOne(waiting)));
      if (!this.closed) this.noteOutage(outcomes.flatMap((one) => (one?.outcome === 'unreachable' ? [one.why] : [])));
    }
  }

  private async sendOne(waiting: Waiting): Promise<Delivery | undefined> {
    const letter = this.letterFor(waiting);
    if (letter === undefined) {
      this.outbox.conclude(waiting.messageId, 'dropped');
      return undefined;
    }
    const delivery = await within(LONGEST_SEND_MS, this.sender.send(letter), nothingHeard);
    if (!this.closed) this.note(waiting, delivery);
    return delivery;
  }

  /** Undefined for a reminder that is no longer needed: voting is over, or the member decided, declined, left or was forgotten meanwhile. */
  private letterFor({ messageId, proposalId, memberId }: Waiting): Letter | undefined {
    const { id: assemblyId, view, names } = this.assembly;
    const { record } = view;
    const state = record.proposals.get(proposalId)?.state;
    const now = this.clock.now();
    if (state?.status !== 'open' || state.closesAt! <= now.toISOString()) return undefined;
    const { name, email } = names.get(memberId) ?? {};
    const { accepts, language } = this.choices.of(memberId);
    if (name === undefined || email === undefined || !accepts) return undefined;
    if (!isUndecided(record, proposalId, memberId)) return undefined;
    const { from } = this.settings;
    return {
      assemblyId,
      memberId,
      messageId: `${messageId}@${domainOf(from)}`,
      at: now,
      from,
      to: { name, address: email },
      ...writeReminder(record, proposalId, { name, ...(language === undefined ? {} : { language }) }, this.settings),
    };
  }

  private note({ messageId, attempts }: Waiting, delivery: Delivery): void {
    switch (delivery.outcome) {
      case 'accepted':
        return this.outbox.conclude(messageId, 'sent');
      case 'permanent':
        return this.outbox.conclude(messageId, 'failed', delivery.why);
      case 'temporary':
      case 'unreachable':
        return this.outbox.tryAgain(messageId, this.later(pauseAfter(attempts + 1)), delivery.why);
    }
  }

  /** Where nothing passes, the others need not be tried one by one. */
  private noteOutage(reasons: readonly string[]): void {
    if (reasons.length === 0) {
      this.outages = 0;
      return;
    }
    this.outages += 1;
    this.resumesAt = this.later(pauseAfter(this.outages));
    this.logger.warn(
      `${this.assembly.id}: the mail server takes no letters (${reasons[0]}); they wait until ${this.resumesAt}`,
    );
  }

  private later(ms: number): string {
    return new Date(this.clock.now().getTime() + ms).toISOString();
  }
}

function domainOf(sender: string): string {
  return /@([^>]+)>?$/.exec(sender)![1]!;
}

function nothingHeard(): Delivery {
  return { outcome: 'unreachable', why: 'ETIMEDOUT' };
}

async function within<T>(ms: number, work: Promise<T>, otherwise: () => T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(otherwise()), ms);
  });
  try {
    return await Promise.race([work, enough]);
  } finally {
    clearTimeout(timer);
  }
}
