import { Type, type Static } from '@sinclair/typebox';
import { AreaPath, Exact, Slug, closed } from '../kernel/shapes';

/** The versioned rules of procedure, as data. Fractions and weights are exact strings throughout. */

const Name = Type.String({ minLength: 1, maxLength: 120 });
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
  },
  closed,
);

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
    effect: Type.Union([Type.Literal('binding'), Type.Literal('consultative')]),
    thresholds: Type.Array(Threshold, { maxItems: 10 }),
    quorums: Type.Array(Quorum, { maxItems: 10 }),
    delegation: DelegationTerms,
    frozen: Frozen,
    votingPeriodHours: Type.Integer({ minimum: 1, maximum: 8784 }),
  },
  closed,
);

export const Charter = Type.Object(
  {
    classes: Type.Array(Type.Object({ id: Slug, name: Name }, closed), { maxItems: 50 }),
    areas: Type.Array(Type.Object({ path: AreaPath, name: Name }, closed), { maxItems: 1000 }),
    policies: Type.Array(Policy, { minItems: 1, maxItems: 50 }),
  },
  closed,
);

export type Threshold = Static<typeof Threshold>;
export type Quorum = Static<typeof Quorum>;
export type DelegationTerms = Static<typeof DelegationTerms>;
export type Policy = Static<typeof Policy>;
export type Charter = Static<typeof Charter>;

/** The area and its parents, narrowest first: `roads/cycling`, `roads`. */
export function areaAndParents(path: string): string[] {
  const segments = path.split('/');
  return segments.map((_, index) => segments.slice(0, segments.length - index).join('/'));
}
