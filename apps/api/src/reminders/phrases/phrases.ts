/** What a reminder says, in one language. */
export interface ReminderPhrases {
  /** BCP 47, for dates. */
  readonly locale: string;
  readonly subject: (title: string) => string;
  /** One paragraph each. */
  readonly paragraphs: (told: Told) => readonly string[];
}

/** What stands in the sentences. */
export interface Told {
  readonly name: string;
  readonly title: string;
  readonly assembly: string;
  readonly deadline: string;
  /** Where to vote. */
  readonly url: string;
}
