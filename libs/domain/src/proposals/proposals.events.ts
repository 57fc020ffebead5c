import { Type } from '@sinclair/typebox';
import { eventType, type EventOf } from '../kernel/event-type';
import { AreaPath, Digest, ExactTotal, Id, Instant, Reason, Slug, closed } from '../kernel/shapes';
import { Enactments } from './enactments';

const wording = {
  title: Type.String({ minLength: 1, maxLength: 200 }),
  text: Type.String({ maxLength: 20000 }),
  options: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { minItems: 1, maxItems: 200 }),
  policyId: Slug,
  area: Type.Optional(AreaPath),
};

/** How a proposal goes on from an earlier one. */
export const Follows = Type.Object(
  {
    proposalId: Id,
    as: Type.Union([
      Type.Literal('second-reading'),
      Type.Literal('reformulation'),
      Type.Literal('amendment'),
      Type.Literal('repeal'),
    ]),
  },
  closed,
);

export const ProposalDrafted = eventType(
  'ProposalDrafted',
  1,
  'A proposal was written down. It can be edited until its text is verified or voting opens. `enacts`: what adoption does by itself.',
  Type.Object(
    {
      proposalId: Id,
      drafterId: Type.Optional(Id),
      ...wording,
      follows: Type.Optional(Follows),
      enacts: Type.Optional(Enactments),
    },
    closed,
  ),
);

export const ProposalEdited = eventType(
  'ProposalEdited',
  1,
  'The draft reads so from here on. Holds the whole wording after the edit.',
  Type.Object({ proposalId: Id, ...wording }, closed),
);

export const VotingOpened = eventType(
  'VotingOpened',
  1,
  'Voting began. Pins the charter version and the roll; `electorate` restates both so that an auditor can compare.',
  Type.Object(
    {
      proposalId: Id,
      charterVersion: Type.Integer({ minimum: 1 }),
      rollRevision: Type.Integer({ minimum: 0 }),
      electorate: Type.Object({ members: Type.Integer({ minimum: 1 }), weight: ExactTotal }, closed),
      closesAt: Instant,
    },
    closed,
  ),
);

export const VotingExtended = eventType(
  'VotingExtended',
  1,
  'The deadline moved later, for the stated reason.',
  Type.Object({ proposalId: Id, closesAt: Instant, reason: Reason }, closed),
);

export const VotingClosed = eventType(
  'VotingClosed',
  1,
  'Voting ended: what stands before this event counts, what stands after it does not.',
  Type.Object(
    {
      proposalId: Id,
      cause: Type.Union([Type.Literal('deadline'), Type.Literal('chair')]),
      reason: Type.Optional(Reason),
    },
    closed,
  ),
);

export const ProposalWithdrawn = eventType(
  'ProposalWithdrawn',
  1,
  'The proposal was taken back before a result; its ballots decide nothing.',
  Type.Object({ proposalId: Id, reason: Reason }, closed),
);

const Lines = Type.Record(Type.String(), ExactTotal);

/** The outcome as certified. `countDigest` is SHA-256 over the whole count document, which anyone can recompute from the log. */
export const Result = Type.Object(
  {
    outcome: Type.String({ minLength: 1 }),
    winners: Type.Array(Type.String()),
    scores: Lines,
    undelivered: ExactTotal,
    entitled: ExactTotal,
    valid: ExactTotal,
    quorum: Type.Boolean(),
    countDigest: Digest,
    /** For the effect `suspensive`: what the hall decided alone, and the shares of those online that were held against the policy's. */
    suspension: Type.Optional(
      Type.Object(
        { hallOutcome: Type.String({ minLength: 1 }), hallScores: Lines, opposition: ExactTotal, turnout: ExactTotal },
        closed,
      ),
    ),
  },
  closed,
);

export const ResultCertified = eventType(
  'ResultCertified',
  1,
  'The chair certified the tally at the close. The outcome is to be looked at again at `reviewAt`.',
  Type.Object(
    {
      proposalId: Id,
      closedPosition: Type.Integer({ minimum: 1 }),
      result: Result,
      reviewAt: Type.Optional(Instant),
    },
    closed,
  ),
);

export type ProposalEvent =
  | EventOf<typeof ProposalDrafted>
  | EventOf<typeof ProposalEdited>
  | EventOf<typeof VotingOpened>
  | EventOf<typeof VotingExtended>
  | EventOf<typeof VotingClosed>
  | EventOf<typeof ProposalWithdrawn>
  | EventOf<typeof ResultCertified>;
