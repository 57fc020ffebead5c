import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';

/** What the assembly knows of a person. It never enters the event log. */
export interface Person {
  readonly memberId: string;
  readonly name: string;
  readonly email?: string;
  /** The assembly's own member number, unique where given. */
  readonly number?: string;
}

const FORMAT = 1;

/** How long to wait while another process of this data folder writes. */
const WAIT_FOR_OTHERS_MS = 5_000;
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
 * hashes stay. Deleted rows are overwritten on disk (`secure_delete`).
 */
export class NameRegistry {
  private readonly people = new Map<string, Person>();
  private readonly byNumber = new Map<string, string>();
  private readonly forgetting = new Set<(memberIds: readonly string[]) => void>();
  private readonly dataVersion: StatementSync;
  private seen: unknown;

  private constructor(private readonly db: DatabaseSync) {
    this.dataVersion = db.prepare('pragma data_version');
    this.refresh();
  }

  static open(dataDir: string, assemblyId: string): NameRegistry {
    const db = new DatabaseSync(join(dataDir, `${assemblyId}.names.db`), { timeout: WAIT_FOR_OTHERS_MS });
    db.exec('pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on;');
    db.exec(SCHEMA);
    return new NameRegistry(db);
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
    const insert = this.db.prepare('insert into people (member_id, name, email, number) values (?, ?, ?, ?)');
    this.db.exec('begin immediate');
    try {
      for (const { memberId, name, email, number } of people) insert.run(memberId, name, email ?? null, number ?? null);
      this.db.exec('commit');
    } catch (error) {
      this.db.exec('rollback');
      throw error;
    }
    for (const person of people) this.remember(person);
  }

  /** The person is unknown from here on; also undoes an `add` whose members were not enrolled after all. */
  forget(memberIds: readonly string[]): void {
    const remove = this.db.prepare('delete from people where member_id = ?');
    this.db.exec('begin immediate');
    for (const memberId of memberIds) remove.run(memberId);
    this.db.exec('commit');
    this.db.exec('pragma wal_checkpoint(truncate)');
    for (const memberId of memberIds) {
      const number = this.people.get(memberId)?.number;
      if (number !== undefined) this.byNumber.delete(number);
      this.people.delete(memberId);
    }
    for (const listener of this.forgetting) listener(memberIds);
  }

  /** Hear of whoever is forgotten: who keeps something else about a person must forget it too. */
  onForget(listener: (memberIds: readonly string[]) => void): void {
    this.forgetting.add(listener);
  }

  close(): void {
    this.db.close();
  }

  /** Read anew what another process of this data folder has written since the last look. */
  private refresh(): void {
    const { data_version: version } = this.dataVersion.get() as { data_version: unknown };
    if (version === this.seen) return;
    this.seen = version;
    this.people.clear();
    this.byNumber.clear();
    const rows = this.db.prepare('select member_id as memberId, name, email, number from people').all();
    for (const row of rows) this.remember(personFrom(row as unknown as Row));
  }

  private remember(person: Person): void {
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
