import type { DatabaseSync } from 'node:sqlite';
import { refuse, type Refusal } from '@plenum/domain';
import type { MailLanguage } from '../../platform/mail-settings';
import { inTransaction, onStorage } from '../../platform/storage';

/** How they are called to whoever asks while they are away. */
const CHOICES = 'the choices about reminders';

/** What a member wants of reminders. */
export interface Choice {
  readonly accepts: boolean;
  /** Left out until they choose one. */
  readonly language?: MailLanguage;
}

interface Row {
  readonly accepts: number;
  readonly language: MailLanguage | null;
}

/** Who declined reminders, and who reads which language. No fact of the assembly, so not in its log. */
export class Choices {
  constructor(private readonly db: DatabaseSync) {}

  /** Whoever never chose accepts. */
  of(memberId: string): Choice {
    const row = onStorage(CHOICES, () =>
      this.db.prepare('select accepts, language from choices where member_id = ?').get(memberId),
    );
    if (row === undefined) return { accepts: true };
    const { accepts, language } = row as unknown as Row;
    return { accepts: accepts === 1, ...(language === null ? {} : { language }) };
  }

  /** A language once chosen stays until another is. The same command again changes nothing, also when a later one changed the choice. */
  choose(commandId: string, memberId: string, choice: Choice): Choice | Refusal<'CommandIdMustBeFresh'> {
    const content = JSON.stringify([memberId, choice.accepts, choice.language ?? null]);
    return onStorage(CHOICES, () =>
      inTransaction(this.db, () => {
        const known = this.db.prepare('select content from commands where command_id = ?').get(commandId);
        if (known !== undefined && (known as { content: string }).content !== content)
          return refuse('CommandIdMustBeFresh', 'commandId');
        if (known === undefined) this.record(commandId, memberId, choice, content);
        return this.of(memberId);
      }),
    );
  }

  private record(commandId: string, memberId: string, { accepts, language }: Choice, content: string): void {
    this.db
      .prepare('insert into commands (command_id, member_id, content) values (?, ?, ?)')
      .run(commandId, memberId, content);
    this.db
      .prepare(
        `insert into choices (member_id, accepts, language) values (?, ?, ?)
         on conflict (member_id) do update set accepts = excluded.accepts, language = coalesce(excluded.language, language)`,
      )
      .run(memberId, accepts ? 1 : 0, language ?? null);
  }
}
