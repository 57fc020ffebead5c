import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Moment } from '../moments';
import { inTransaction } from '../../platform/storage';
import { unhurried } from './outbox-file';

/** A reminder that is still to be sent. Name, address and language are looked up when it is: the outbox does not keep them. */
export interface Waiting {
  /** Stays the same however often it is sent. */
  readonly messageId: string;
  readonly proposalId: string;
  readonly memberId: string;
  /** How often sending was tried in vain. */
  readonly attempts: number;
}

/** What became of the reminders of one moment. Unit: messages; `due` is the sum of the others. */
export interface RoundFigures extends Moment {
  readonly due: number;
  readonly sent: number;
  readonly failed: number;
  readonly waiting: number;
  /** Not sent, since they were no longer needed. */
  readonly dropped: number;
}

/**
 * Reminders that were promised and what became of them, durably. One member gets one reminder of a proposal for each moment, also when
 * the process dies at any point, or when several processes share the file.
 */
export class Outbox {
  constructor(private readonly db: DatabaseSync) {}

  /** Since when a deadline is known (ISO 8601): the first of a proposal since its opening, a later one since it was first met. */
  knownSince(proposalId: string, closesAt: string, openedAt: string, now: string): string {
    return inTransaction(this.db, () => {
      const first = this.db.prepare('select 1 from deadlines where proposal_id = ?').get(proposalId) === undefined;
      this.db
        .prepare('insert or ignore into deadlines (proposal_id, closes_at, known_since) values (?, ?, ?)')
        .run(proposalId, closesAt, first ? openedAt : now);
      const row = this.db
        .prepare('select known_since as since from deadlines where proposal_id = ? and closes_at = ?')
        .get(proposalId, closesAt);
      return (row as { since: string }).since;
    });
  }

  /** Moments that were attended to. */
  attended(proposalId: string): ReadonlySet<string> {
    const rows = this.db.prepare('select at from rounds where proposal_id = ?').all(proposalId);
    return new Set(rows.map((row) => (row as { at: string }).at));
  }

  /** Promise a reminder to each member; whoever has one of this moment keeps it. */
  promise(proposalId: string, { at }: Moment, memberIds: readonly string[]): void {
    const add = this.db.prepare(
      `insert or ignore into messages (message_id, proposal_id, round_at, member_id, state, attempts, next_at)
       values (?, ?, ?, ?, 'waiting', 0, ?)`,
    );
    inTransaction(this.db, () => {
      for (const memberId of memberIds) add.run(randomUUID(), proposalId, at, memberId, at);
    });
  }

  /** Everybody has their promise: the moment needs no more attention, nor do those that were missed before it. */
  attend(proposalId: string, moment: Moment, missed: readonly Moment[]): void {
    const note = this.db.prepare(
      'insert or ignore into rounds (proposal_id, at, hours_before_close, written) values (?, ?, ?, ?)',
    );
    inTransaction(this.db, () => {
      for (const one of missed) note.run(proposalId, one.at, one.hoursBeforeClose, 0);
      note.run(proposalId, moment.at, moment.hoursBeforeClose, 1);
    });
  }

  /** When the next message is to be sent; undefined when none waits. */
  nextAt(): string | undefined {
    const row = this.db.prepare("select min(next_at) as next from messages where state = 'waiting'").get();
    return (row as { next: string | null }).next ?? undefined;
  }

  /**
   * Take up to `limit` messages that are due, for oneself until `leaseEnds`. Whoever takes one and dies leaves it to whoever comes after
   * that.
   */
  claim(now: string, leaseEnds: string, limit: number): readonly Waiting[] {
    const claim = this.db.prepare(
      `update messages set next_at = ? where message_id in (
           select message_id from messages where state = 'waiting' and next_at <= ? order by next_at limit ?)
         returning message_id as messageId, proposal_id as proposalId, member_id as memberId, attempts`,
    );
    const rows = unhurried(this.db, () => claim.all(leaseEnds, now, limit));
    return rows.map((row) => ({ ...row }) as unknown as Waiting);
  }

  tryAgain(messageId: string, nextAt: string, why: string): void {
    const note = this.db.prepare(
      `update messages set attempts = attempts + 1, next_at = ?, why = ? where message_id = ? and state = 'waiting'`,
    );
    unhurried(this.db, () => note.run(nextAt, why, messageId));
  }

  /** The end of a message's way. `why` is a code, never a text that could name somebody. */
  conclude(messageId: string, state: 'sent' | 'failed' | 'dropped', why: string | null = null): void {
    const note = this.db.prepare(`update messages set state = ?, why = ? where message_id = ? and state = 'waiting'`);
    unhurried(this.db, () => note.run(state, why, messageId));
  }

  /** What became of each moment's reminders, earliest first. */
  figures(proposalId: string): readonly RoundFigures[] {
    const rows = this.db
      .prepare(
        `select r.at as at, hours_before_close as hoursBeforeClose, count(message_id) as due,
           count(*) filter (where state = 'sent') as sent, count(*) filter (where state = 'failed') as failed,
           count(*) filter (where state = 'waiting') as waiting, count(*) filter (where state = 'dropped') as dropped
         from rounds r left join messages m on m.proposal_id = r.proposal_id and m.round_at = r.at
         where r.proposal_id = ? and written = 1 group by r.at order by r.at`,
      )
      .all(proposalId);
    return rows.map((row) => ({ ...row }) as unknown as RoundFigures);
  }

  /** Proposals whose reminders still name members. */
  proposals(): readonly string[] {
    const rows = this.db.prepare('select distinct proposal_id as id from messages where member_id is not null').all();
    return rows.map((row) => (row as { id: string }).id);
  }

  /**
   * The proposal is over: nothing more is sent, and only figures stay. What was tried in vain has failed. Settles up to `limit` messages and
   * says how many it found.
   */
  settle(proposalId: string, limit: number): number {
    const { changes } = this.db
      .prepare(
        `update messages set member_id = null,
           state = case when state <> 'waiting' then state when attempts > 0 then 'failed' else 'dropped' end
         where message_id in (select message_id from messages where proposal_id = ? and member_id is not null limit ?)`,
      )
      .run(proposalId, limit);
    return Number(changes);
  }

  /** Everybody of whom something is kept here. */
  memberIds(): readonly string[] {
    const rows = this.db
      .prepare('select member_id as id from messages where member_id is not null union select member_id from choices')
      .all();
    return rows.map((row) => (row as { id: string }).id);
  }

  /** Nothing here leads to these people any more. */
  forget(memberIds: readonly string[]): void {
    inTransaction(this.db, () => {
      for (const memberId of memberIds) {
        this.db
          .prepare(
            `update messages set state = case state when 'waiting' then 'dropped' else state end, member_id = null
             where member_id = ?`,
          )
          .run(memberId);
        this.db.prepare('delete from choices where member_id = ?').run(memberId);
        this.db.prepare('delete from commands where member_id = ?').run(memberId);
      }
    });
    this.db.exec('pragma wal_checkpoint(truncate)');
  }

  close(): void {
    this.db.close();
  }
}
