/** What the audience sees: the server's own words and figures, as the last message or answer had them. */
export interface Scene {
  readonly assembly: string;
  readonly proposal: ProposalSeen;
  readonly tally: TallySeen;
  readonly voice: VoiceSeen;
  /** What whoever votes with the followed member's voice carries for others, in their own reading. */
  readonly carrying?: CarryingSeen;
  /** Oldest first. */
  readonly events: readonly EventSeen[];
}

export interface ProposalSeen {
  readonly id: string;
  readonly title: string;
  readonly status: 'DRAFT' | 'OPEN' | 'CLOSED' | 'CERTIFIED' | 'WITHDRAWN';
  readonly closesAt: string | null;
  readonly closedBy: string | null;
  readonly result: { readonly outcome: string; readonly countDigest: string } | null;
}

export interface ScoreSeen {
  readonly option: string;
  /** Exact, such as "63" or "127/2". */
  readonly score: string;
}

export interface TallySeen {
  readonly position: number;
  readonly outcome: string;
  readonly entitled: string;
  readonly valid: string;
  readonly own: string;
  readonly carried: string;
  readonly undelivered: { readonly total: string; readonly cycle: string; readonly deadEnd: string };
  readonly scores: readonly ScoreSeen[];
  readonly conditions: readonly ConditionSeen[];
  readonly byClass: readonly GroupSeen[];
}

export interface ConditionSeen {
  readonly kind: string;
  readonly asks: string;
  readonly have: string;
  readonly of: string;
  readonly needs: string;
  readonly held: boolean;
}

export interface GroupSeen {
  readonly group: string;
  readonly entitled: string;
  readonly valid: string;
  readonly scores: readonly ScoreSeen[];
}

export interface PersonSeen {
  readonly id: string;
  readonly name: string | null;
}

export interface VoiceSeen {
  readonly fate: string;
  readonly path: readonly PersonSeen[];
  readonly voter: PersonSeen | null;
  readonly choice: string | null;
  /** Delegates who were asked for and led nowhere, best first. */
  readonly skipped: readonly { readonly delegate: PersonSeen }[];
}

export interface CarryingSeen {
  readonly weight: string;
  readonly delegators: number;
}

export interface EventSeen {
  readonly position: number;
  readonly type: string;
  readonly summary: string;
}
