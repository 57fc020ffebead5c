import { join } from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { Logger } from '@nestjs/common';
import { inTransaction, onStorage, openDatabase } from './storage';

/** What the assembly knows of a person. It never enters the event log. */
export interface Person {
  readonly memberId: string;
  readonly name: string;
  readonly email?: string;
  /** The assembly's own member number, unique where given. */
  readonly number?: string;
}

/** How they are called to whoever asks while they are away. */
const NAMES = 'the names of the members';

const FORMAT = 1;
const SCHEMA = `
  create table if not exists people (
    member_id text primary key,
    name text not null,
    email text,
    number text unique
  ) strict;
  pragma user_version = ${FORMAT};`;

/**
 * Names and contacts of one assembly, apart from the log so that a person can be forgotten: the name goes, results and
 * hashes stay. Deleted rows are overwritten on disk (`secure_delete`). Throws `StorageUnavailable` while the disk fails; then nothing
 * has changed.
 */
export class NameRegistry {
  private readonly people = new Map<string, Person>();
  private readonly byNumber = new Map<string, string>();
  private readonly forgetting = new Set<(memberIds: readonly string[]) => void>();
  private readonly logger = new Logger('NameRegistry');
  /** Forgotten, but still on a disk that failed. */
  private readonly owed = new Set<string>();
  private readonly dataVersion: StatementSync;
  private seen: unknown;

  private constructor(private readonly db: DatabaseSync) {
    this.dataVersion = db.prepare('pragma data_version');
    this.refresh();
  }

  static open(dataDir: string, assemblyId: string): NameRegistry {
    return onStorage(NAMES, () => new NameRegistry(openDatabase(join(dataDir, `${assemblyId}.names.db`), SCHEMA)));
  }

  get(memberId: string): Person | undefined {
    this.refresh();
    return this.people.get(memberId);
  }

  memberWithNumber(number: string): string | undefined {
    this.refresh();
    return this.byNumber.get(number);
  }

  /** Every known name, in small letters. */
  get allNames(): ReadonlySet<string> {
    this.refresh();
    return new Set(Array.from(this.people.values(), ({ name }) => name.toLocaleLowerCase()));
  }

  /** Case-insensitive part of a name or number; at most `limit` ids. */
  search(text: string, limit: number): string[] {
    this.refresh();
    const wanted = text.toLocaleLowerCase();
    const found: string[] = [];
    for (const { memberId, name, number } of this.people.values()) {
      if (!name.toLocaleLowerCase().includes(wanted) && !number?.includes(text)) continue;
      found.push(memberId);
      if (found.length === limit) break;
    }
    return found;
  }

  /** All or nothing. */
  add(people: readonly Person[]): void {
    onStorage(NAMES, () => {
      this.forgetOwed();
      const insert = this.db.prepare('insert into people (member_id, name, email, number) values (?, ?, ?, ?)');
      inTransaction(this.db, () => {
        for (const { memberId, name, email, number } of people)
          insert.run(memberId, name, email ?? null, number ?? null);
      });
    });
    for (const person of people) this.remember(person);
  }

  /**
   * The person is unknown from here on; also undoes an `add` whose members were not enrolled after all. It never fails: what the disk
   * refuses now goes before the next `add`, or at the next start, with all who are not enrolled.
   */
  forget(memberIds: readonly string[]): void {
    for (const memberId of memberIds) {
      const number = this.people.get(memberId)?.number;
      if (number !== undefined) this.byNumber.delete(number);
      this.people.delete(memberId);
      this.owed.add(memberId);
    }
    for (const listener of this.forgetting) listener(memberIds);
    try {
      this.forgetOwed();
    } catch (error) {
      this.logger.error(`${memberIds.length} people are forgotten, but not yet on the disk: ${String(error)}`);
    }
  }

  /** Hear of whoever is forgotten: who keeps something else about a person must forget it too. */
  onForget(listener: (memberIds: readonly string[]) => void): void {
    this.forgetting.add(listener);
  }

  close(): void {
    this.db.close();
  }

  private forgetOwed(): void {
    if (this.owed.size === 0) return;
    const remove = this.db.prepare('delete from people where member_id = ?');
    inTransaction(this.db, () => {
      for (const memberId of this.owed) remove.run(memberId);
    });
    // Somebody who reads keeps the old pages in the write-ahead log: then the names are owed still, and go before the next `add`.
    const { busy } = this.db.prepare('pragma wal_checkpoint(truncate)').get() as { busy: number };
    if (busy === 0) this.owed.clear();
  }

  /** Read anew what another process of this data folder has written since the last look. */
  private refresh(): void {
    onStorage(NAMES, () => {
      const { data_version: version } = this.dataVersion.get() as { data_version: unknown };
      if (version === this.seen) return;
      const rows = this.db.prepare('select member_id as memberId, name, email, number from people').all();
      this.seen = version;
      this.people.clear();
      this.byNumber.clear();
      for (const row of rows) this.remember(personFrom(row as unknown as Row));
    });
  }

  private remember(person: Person): void {
    if (this.owed.has(person.memberId)) return;
    this.people.set(person.memberId, person);
    if (person.number !== undefined) this.byNumber.set(person.number, person.memberId);
  }
}

interface Row {
  readonly memberId: string;
  readonly name: string;
  readonly email: string | null;
  readonly number: string | null;
}

function personFrom({ memberId, name, email, number }: Row): Person {
  return { memberId, name, ...(email === null ? {} : { email }), ...(number === null ? {} : { number }) };
}
