import { Type, type Static } from '@sinclair/typebox';
import { Policy } from '../assembly/charter';
import { Exact, Id, Slug, closed } from '../kernel/shapes';

const Which = Type.Integer({ minimum: 0, maximum: 9 });
const Title = Type.String({ minLength: 1, maxLength: 120 });

/** The person's name stands in the registry under `memberId` from the draft on, and never in the log. */
const AdmitMember = Type.Object(
  {
    kind: Type.Literal('admit-member'),
    memberId: Id,
    weight: Exact,
    votes: Type.Boolean(),
    classId: Type.Optional(Slug),
  },
  closed,
);
/** Somebody who was struck comes on the roll again, under their own id. */
const ReadmitMember = Type.Object(
  {
    kind: Type.Literal('readmit-member'),
    memberId: Id,
    weight: Exact,
    votes: Type.Boolean(),
    classId: Type.Optional(Slug),
  },
  closed,
);
const StrikeMember = Type.Object({ kind: Type.Literal('strike-member'), memberId: Id }, closed);
/** What is left out stays as it is. */
const AmendMember = Type.Object(
  {
    kind: Type.Literal('amend-member'),
    memberId: Id,
    weight: Type.Optional(Exact),
    votes: Type.Optional(Type.Boolean()),
    classId: Type.Optional(Slug),
  },
  closed,
);
const SetClause = Type.Object(
  { kind: Type.Literal('set-clause'), clauseId: Slug, title: Title, text: Type.String({ maxLength: 20000 }) },
  closed,
);
const RemoveClause = Type.Object({ kind: Type.Literal('remove-clause'), clauseId: Slug }, closed);
/** `which` counts from 0, as the policy lists them. */
const SetThreshold = Type.Object(
  {
    kind: Type.Literal('set-threshold'),
    policyId: Slug,
    which: Which,
    fraction: Exact,
    strict: Type.Optional(Type.Boolean()),
  },
  closed,
);
/** One of `fraction` and `atLeast`; what the quorum is of stays. */
const SetQuorum = Type.Object(
  {
    kind: Type.Literal('set-quorum'),
    policyId: Slug,
    which: Which,
    fraction: Type.Optional(Exact),
    atLeast: Type.Optional(Exact),
  },
  closed,
);
/** Takes the place of the policy of the same id, or joins the others. */
const SetPolicy = Type.Object({ kind: Type.Literal('set-policy'), policy: Policy }, closed);

export const RollEnactment = Type.Union([AdmitMember, ReadmitMember, StrikeMember, AmendMember]);
export const CharterEnactment = Type.Union([SetClause, RemoveClause, SetThreshold, SetQuorum, SetPolicy]);

/** What the server itself does once a binding proposal is adopted and certified. */
export const Enactment = Type.Union([...RollEnactment.anyOf, ...CharterEnactment.anyOf]);
export const Enactments = Type.Array(Enactment, { minItems: 1, maxItems: 10 });

export type RollEnactment = Static<typeof RollEnactment>;
export type CharterEnactment = Static<typeof CharterEnactment>;
export type Enactment = RollEnactment | CharterEnactment;

export function changesTheRoll(enactment: Enactment): enactment is RollEnactment {
  return enactment.kind.endsWith('-member');
}
