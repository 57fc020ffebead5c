import { plain } from './markdown-text';
import type { Phrases } from './phrases/phrases';

/** What the reader is told besides the facts. */
export interface Wording {
  readonly phrases: Phrases;
  /** A person's name as the registry knows it; undefined once they were forgotten. */
  readonly nameOf: (memberId: string) => string | undefined;
  /** Root of the log up to the minutes' position, in hex. */
  readonly rootHash: string;
}

/** Who somebody is to the reader: their name, or what is left of them in the log. */
export function personIn({ phrases, nameOf }: Wording, memberId: string): string {
  return plain(nameOf(memberId) ?? phrases.someone(memberId.slice(0, 8)));
}

/** A moment in the meeting's own time zone. */
export function dateIn({ phrases }: Wording, timeZone: string, instant: string): string {
  const format = new Intl.DateTimeFormat(phrases.locale, { dateStyle: 'long', timeStyle: 'short', timeZone });
  return format.format(new Date(instant));
}
