/** What the minutes say, in one language. A function where a number or a name stands in the sentence. */
export interface Phrases {
  /** BCP 47, for dates. */
  readonly locale: string;
  readonly minutesOf: (title: string) => string;
  readonly draft: string;
  readonly assembly: string;
  readonly date: string;
  readonly place: string;
  readonly opened: string;
  readonly closed: string;
  readonly attendance: string;
  readonly attended: (members: number, guests: number) => string;
  readonly nobody: string;
  readonly name: string;
  readonly inHall: string;
  readonly guest: string;
  readonly someone: (id: string) => string;
  readonly agenda: string;
  readonly decided: string;
  readonly discussed: string;
  readonly postponed: string;
  readonly unreached: string;
  readonly carriedFrom: (title: string, date: string) => string;
  readonly decidedBy: (policy: string, rule: string) => string;
  /** By the rule's name; one that has none here is called by that. */
  readonly rules: Readonly<Record<string, string>>;
  readonly effects: Readonly<Record<string, string>>;
  readonly notOpened: string;
  readonly votingOpen: (date: string) => string;
  readonly votingClosed: (date: string) => string;
  /** Why the chair closed it before its deadline. */
  readonly closingReason: (reason: string) => string;
  readonly electorate: (members: number, weight: string) => string;
  readonly option: string;
  readonly total: string;
  /** What own weight counts for under the policy's factors, caps and shares. */
  readonly weighed: string;
  readonly channels: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string>>;
  readonly ofWhich: string;
  readonly own: string;
  readonly carried: string;
  readonly hands: string;
  readonly undelivered: string;
  readonly byChannel: string;
  readonly byClass: string;
  readonly withoutClass: string;
  readonly conditions: string;
  /** What a threshold or a quorum is taken of. */
  readonly bases: Readonly<Record<string, string>>;
  readonly threshold: (isStrict: boolean, fraction: string, base: string) => string;
  readonly quorum: (of: string) => string;
  readonly judged: (have: string, needs: string, isStrict: boolean) => string;
  readonly held: string;
  readonly notHeld: string;
  readonly outcome: string;
  readonly outcomes: Readonly<Record<string, string>>;
  readonly outcomeSoFar: string;
  readonly winners: string;
  readonly objections: string;
  readonly handCount: (counted: number) => string;
  readonly tellers: string;
  readonly handCountOpen: string;
  readonly rollChanges: string;
  readonly rollChange: Readonly<Record<string, string>>;
  readonly digest: string;
  readonly proof: string;
  readonly proofText: (position: number) => string;
  readonly root: string;
  readonly howToCheck: string;
}
