import { isEmail } from 'class-validator';

/** A person to be enrolled: who they are (for the registry) and how they stand on the roll (for the log). */
export interface Enrolment {
  readonly name: string;
  readonly email?: string;
  /** The assembly's own member number. */
  readonly number?: string;
  /** Integer, decimal or fraction. */
  readonly weight: string;
  readonly votes: boolean;
  readonly classId?: string;
}

/** Longest texts accepted. Unit: UTF-16 code units. RFC 5321 allows no longer address than 254. */
export const longest = { name: 200, email: 254, number: 60, weight: 40 } as const;

export interface DetailFault {
  readonly detail: keyof typeof longest;
  readonly reason: string;
}

/** Text as people and spreadsheets give it, in Unicode NFC and without blanks around it. */
export function tidy(text: string): string {
  return text.normalize('NFC').trim();
}

/** What is wrong with a person's details, or undefined. Expects tidy text. */
export function detailFault(person: Pick<Enrolment, 'name' | 'email' | 'number' | 'weight'>): DetailFault | undefined {
  if (person.name === '') return { detail: 'name', reason: 'a name must be given' };
  for (const detail of Object.keys(longest) as (keyof typeof longest)[]) {
    const text = person[detail] ?? '';
    if (text.length > longest[detail]) return { detail, reason: `at most ${longest[detail]} characters` };
    if (/\p{Cc}/u.test(text)) return { detail, reason: 'no line breaks or control characters' };
  }
  if (person.email !== undefined && !isEmail(person.email)) {
    return { detail: 'email', reason: `"${person.email.slice(0, 40)}" is not an e-mail address` };
  }
  return undefined;
}
