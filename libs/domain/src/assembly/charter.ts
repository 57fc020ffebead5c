import { Type, type Static } from '@sinclair/typebox';
import { AreaPath, Exact, SLUG, Slug, closed } from '../kernel/shapes';

/** The versioned rules of procedure, as data. Fractions and weights are exact strings throughout. */

const Name = Type.String({ minLength: 1, maxLength: 120 });
const Hours = Type.Integer({ minimum: 1, maximum: 8784 });
const Freeze = Type.Union([Type.Literal('at-open'), Type.Literal('at-close'), Type.Literal('live')]);
const Measure = Type.Union([Type.Literal('weight'), Type.Literal('heads')]);
const BlocBy = Type.Union([Type.Literal('class'), Type.Literal('channel')]);

export const Threshold = Type.Object(
  {
    base: Type.Union([
      Type.Literal('yes-no'),
      Type.Literal('valid'),
      Type.Literal('present'),
      Type.Literal('entitled'),
    ]),
    fraction: Exact,
    /** true: more than the fraction; false: at least. */
    strict: Type.Boolean(),
    measure: Type.Optional(Measure),
    perBloc: Type.Optional(BlocBy),
  },
  closed,
);

export const Quorum = Type.Object(
  {
    of: Type.Union([
      Type.Literal('entitled-weight'),
      Type.Literal('entitled-heads'),
      Type.Literal('valid-weight'),
      Type.Literal('valid-heads'),
      Type.Literal('present'),
    ]),
    fraction: Type.Optional(Exact),
    atLeast: Type.Optional(Exact),
    /** By the number of members entitled: the first step that reaches it says how many heads are needed. */
    bySize: Type.Optional(
      Type.Array(
        Type.Object(
          {
            /** Left out in the last step, which holds for every larger assembly. */
            upTo: Type.Optional(Type.Integer({ minimum: 1 })),
            fraction: Type.Optional(Exact),
            atLeast: Type.Optional(Exact),
          },
          closed,
        ),
        { minItems: 1, maxItems: 20 },
      ),
    ),
  },
  closed,
);

const Share = Type.Record(Type.String({ pattern: `^${SLUG}$` }), Exact);

/** How ballots weigh (domain 6.1, 6.2): exact factors first, then caps, then blocs with fixed shares. */
export const Weighing = Type.Object(
  {
    factors: Type.Optional(
      Type.Object(
        { 'in-person': Type.Optional(Exact), online: Type.Optional(Exact), carried: Type.Optional(Exact) },
        closed,
      ),
    ),
    /** For the own ballots of the area's commission; `cap` is the most of the total that the commission may weigh. */
    commission: Type.Optional(Type.Object({ factor: Exact, cap: Type.Optional(Exact) }, closed)),
    caps: Type.Optional(Type.Object({ by: BlocBy, shares: Share }, closed)),
    blocs: Type.Optional(
      Type.Object(
        {
          by: BlocBy,
          shares: Share,
          empty: Type.Optional(
            Type.Union([Type.Literal('redistribute'), Type.Literal('forfeit'), Type.Literal('invalid')]),
          ),
        },
        closed,
      ),
    ),
  },
  closed,
);

/** The way of a proposal before its vote, and after. A phase that is left out is skipped. */
export const Lifecycle = Type.Object(
  {
    /** Admitted once `supporters` (a share of the voting members) support it; lapses when `hours` have passed without. */
    admission: Type.Optional(Type.Object({ supporters: Exact, hours: Hours }, closed)),
    discussionHours: Type.Optional(Hours),
    /** The text is frozen while members check it. */
    verificationHours: Type.Optional(Hours),
    /**
     * Whether voting opens by itself when the phases are over (`deadline`, the default) or when the chair says so, as for a vote
     * that is taken in a meeting.
     */
    opensBy: Type.Optional(Type.Union([Type.Literal('deadline'), Type.Literal('chair')])),
    /** When members who are still undecided are written to. Whoever has not voted, nor delegated to anybody who has, is undecided. */
    reminders: Type.Optional(
      Type.Object({ hoursBeforeClose: Type.Array(Hours, { minItems: 1, maxItems: 10, uniqueItems: true }) }, closed),
    ),
    /** When the outcome is to be looked at again, counted from its certification. */
    reviewAfterDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 3660 })),
  },
  closed,
);

/** Members of any one class can ask for a stricter policy: `share` of that class, by heads, is enough. */
export const Escalation = Type.Object({ to: Slug, share: Exact }, closed);

export const DelegationTerms = Type.Object(
  {
    allowed: Type.Union([Type.Literal('every-scope'), Type.Literal('proposal-only'), Type.Literal('none')]),
    rule: Type.Union([Type.Literal('breadth-first'), Type.Literal('min-sum'), Type.Literal('depth-first')]),
    maxDelegates: Type.Integer({ minimum: 1, maximum: 10 }),
    maxChain: Type.Optional(Type.Integer({ minimum: 1 })),
    cap: Type.Optional(Exact),
    damping: Type.Optional(Exact),
  },
  closed,
);

export const Frozen = Type.Object({ electorate: Freeze, weights: Freeze, delegations: Freeze }, closed);

const oneOf = <Words extends string>(...words: Words[]) => Type.Union(words.map((word) => Type.Literal(word)));

/** As in a count file; each rule knows some of them and a charter with another is refused. */
export const RuleOptions = Type.Object(
  {
    strength: Type.Optional(oneOf('winning-votes', 'margins', 'ratio')),
    unlisted: Type.Optional(oneOf('last', 'not-compared', 'exhausted')),
    quota: Type.Optional(oneOf('droop', 'hare', 'hagenbach-bischoff')),
    transfer: Type.Optional(oneOf('gregory', 'scottish', 'meek')),
    maxScore: Type.Optional(Type.Integer({ minimum: 1 })),
    grades: Type.Optional(Type.Array(Name, { minItems: 2, maxItems: 20 })),
    divisor: Type.Optional(Exact),
    firstDivisor: Type.Optional(Exact),
  },
  closed,
);

export const Policy = Type.Object(
  {
    id: Slug,
    name: Name,
    rule: Slug,
    ruleOptions: Type.Optional(RuleOptions),
    /** How many options are elected; 1 when left out. */
    seats: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    /** Ties stay ties, or the status quo wins them. */
    tieBreak: Type.Optional(oneOf('none', 'status-quo')),
    effect: oneOf('binding', 'consultative', 'suspensive'),
    /**
     * For the effect `suspensive`: the hall decides, unless online opposition is more than `opposition` of online yes and no, at an online
     * turnout of more than `turnout` of all who are entitled.
     */
    suspensive: Type.Optional(Type.Object({ opposition: Exact, turnout: Exact }, closed)),
    weighing: Type.Optional(Weighing),
    thresholds: Type.Array(Threshold, { maxItems: 10 }),
    quorums: Type.Array(Quorum, { maxItems: 10 }),
    /** Whether a standing block keeps a proposal from adoption; true when left out. */
    blocksStand: Type.Optional(Type.Boolean()),
    delegation: DelegationTerms,
    frozen: Frozen,
    lifecycle: Type.Optional(Lifecycle),
    escalation: Type.Optional(Escalation),
    /** What a proposal under this policy may do by itself once it is adopted; anything when left out, nothing when empty. */
    mayEnact: Type.Optional(
      Type.Array(
        oneOf(
          ...(['admit-member', 'readmit-member', 'strike-member', 'amend-member'] as const),
          ...(['set-clause', 'remove-clause', 'set-threshold', 'set-quorum', 'set-policy'] as const),
        ),
        { maxItems: 9, uniqueItems: true },
      ),
    ),
    /** A ballot stays as it was cast. Default false: it can be changed and withdrawn until the close. */
    finalBallots: Type.Optional(Type.Boolean()),
    /**
     * Who may end voting before its deadline: `provable` (default), only when nothing that may still happen can change the outcome;
     * `chair`, whenever the chair says so, for votes that are taken in a hall and end with it.
     */
    earlyClose: Type.Optional(oneOf('provable', 'chair')),
    votingPeriodHours: Hours,
  },
  closed,
);

export const Charter = Type.Object(
  {
    classes: Type.Array(Type.Object({ id: Slug, name: Name }, closed), { maxItems: 50 }),
    areas: Type.Array(Type.Object({ path: AreaPath, name: Name }, closed), { maxItems: 1000 }),
    policies: Type.Array(Policy, { minItems: 1, maxItems: 50 }),
    /** The text of the charter, clause by clause, for assemblies that change it by vote. */
    clauses: Type.Optional(
      Type.Array(Type.Object({ id: Slug, title: Name, text: Type.String({ maxLength: 20000 }) }, closed), {
        maxItems: 500,
      }),
    ),
  },
  closed,
);

export type Threshold = Static<typeof Threshold>;
export type Quorum = Static<typeof Quorum>;
export type DelegationTerms = Static<typeof DelegationTerms>;
export type Weighing = Static<typeof Weighing>;
export type Lifecycle = Static<typeof Lifecycle>;
export type Escalation = Static<typeof Escalation>;
export type Policy = Static<typeof Policy>;
export type Charter = Static<typeof Charter>;

/** The area and its parents, narrowest first: `roads/cycling`, `roads`. */
export function areaAndParents(path: string): string[] {
  const segments = path.split('/');
  return segments.map((_, index) => segments.slice(0, segments.length - index).join('/'));
}
