import { Type } from '@sinclair/typebox';
import { eventType, type EventOf } from '../kernel/event-type';
import { Id, Instant, Reason, Slug, closed } from '../kernel/shapes';

const Heads = Type.Integer({ minimum: 0 });

export const ProposalSubmitted = eventType(
  'ProposalSubmitted',
  1,
  'The proposal began its way to a vote. With `until`, it has until then to find the supporters its policy asks for.',
  Type.Object({ proposalId: Id, until: Type.Optional(Instant) }, closed),
);

export const ProposalAdmitted = eventType(
  'ProposalAdmitted',
  1,
  'Enough voting members support the proposal: `supporters` of `asked`, by heads.',
  Type.Object({ proposalId: Id, supporters: Heads, asked: Heads }, closed),
);

export const PhaseBegan = eventType(
  'PhaseBegan',
  1,
  'The proposal is discussed, or its text stands and is verified, until the stated moment.',
  Type.Object(
    {
      proposalId: Id,
      phase: Type.Union([Type.Literal('discussion'), Type.Literal('verification')]),
      until: Instant,
    },
    closed,
  ),
);

export const ProposalLapsed = eventType(
  'ProposalLapsed',
  1,
  'The proposal went no further: too few supported it in time, or it no longer fits the charter.',
  Type.Object({ proposalId: Id, reason: Reason }, closed),
);

export const AlternativeOffered = eventType(
  'AlternativeOffered',
  1,
  'A member offered another text to choose; it stands among the options from here on.',
  Type.Object(
    {
      proposalId: Id,
      alternativeId: Id,
      authorId: Id,
      option: Type.String({ minLength: 1, maxLength: 200 }),
      text: Type.String({ maxLength: 20000 }),
    },
    closed,
  ),
);

export const ProposalEscalated = eventType(
  'ProposalEscalated',
  1,
  'Enough members of a class asked for a stricter policy: `demands` of `asked`, by heads. It decides from here on.',
  Type.Object({ proposalId: Id, classId: Slug, policyId: Slug, demands: Heads, asked: Heads }, closed),
);

export const OutcomeStated = eventType(
  'OutcomeStated',
  1,
  'The chair put the outcome into words, and said when it is to be looked at again.',
  Type.Object(
    {
      proposalId: Id,
      text: Type.String({ minLength: 1, maxLength: 20000 }),
      reviewAt: Type.Optional(Instant),
    },
    closed,
  ),
);

export const ReviewFellDue = eventType(
  'ReviewFellDue',
  1,
  'The day on which the outcome was to be looked at again has come.',
  Type.Object({ proposalId: Id, reviewAt: Instant }, closed),
);

export const ProposalEnacted = eventType(
  'ProposalEnacted',
  1,
  'What the adopted proposal enacts was done, one answer for each: `done`, or the reason why it no longer could be.',
  Type.Object(
    {
      proposalId: Id,
      results: Type.Array(
        Type.Object(
          { done: Type.Boolean(), reason: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })) },
          closed,
        ),
        { minItems: 1, maxItems: 10 },
      ),
    },
    closed,
  ),
);

export type LifecycleEvent =
  | EventOf<typeof ProposalSubmitted>
  | EventOf<typeof ProposalAdmitted>
  | EventOf<typeof PhaseBegan>
  | EventOf<typeof ProposalLapsed>
  | EventOf<typeof AlternativeOffered>
  | EventOf<typeof ProposalEscalated>
  | EventOf<typeof OutcomeStated>
  | EventOf<typeof ReviewFellDue>
  | EventOf<typeof ProposalEnacted>;
