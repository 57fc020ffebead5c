import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { policyFor } from '@plenum/domain';
import type { OpenAssembly } from '../../platform/assemblies';
import { connectionType } from '../../platform/graphql/connection';
import { globalId } from '../../platform/graphql/global-id';
import { Node } from '../../platform/graphql/node.type';
import { Exact, Instant, Json } from '../../platform/graphql/scalars';
import { MemberType } from '../../roll/member.type';

export enum ProposalStatus {
  DRAFT = 'DRAFT',
  ADMISSION = 'ADMISSION',
  ADMITTED = 'ADMITTED',
  DISCUSSION = 'DISCUSSION',
  VERIFICATION = 'VERIFICATION',
  OPEN = 'OPEN',
  CLOSED = 'CLOSED',
  CERTIFIED = 'CERTIFIED',
  WITHDRAWN = 'WITHDRAWN',
  LAPSED = 'LAPSED',
}
registerEnumType(ProposalStatus, {
  name: 'ProposalStatus',
  valuesMap: {
    ADMISSION: { description: 'It looks for the supporters that its policy asks for.' },
    ADMITTED: { description: 'Its supporters were found; the chair opens the vote.' },
    DISCUSSION: { description: 'Its text is discussed, and alternatives can be offered.' },
    VERIFICATION: { description: 'Its text stands and is checked.' },
    LAPSED: { description: 'It found too few supporters in time, or no longer fits the charter.' },
  },
});

export enum ResultForce {
  BINDING = 'BINDING',
  ADVICE = 'ADVICE',
  SECOND_READING = 'SECOND_READING',
}
registerEnumType(ResultForce, {
  name: 'ResultForce',
  valuesMap: {
    BINDING: { description: 'It holds.' },
    ADVICE: { description: 'It is recorded and shown, and binds nobody.' },
    SECOND_READING: { description: 'The hall adopted it and those online opposed it: it waits for a second reading.' },
  },
});

@ObjectType('Suspension', { description: 'What the hall decided alone, and what those online had against it.' })
export class SuspensionType {
  @Field(() => String, { description: 'That of the hall, or second-reading.' })
  outcome!: string;
  @Field(() => String)
  hallOutcome!: string;
  @Field(() => Json, { description: 'The hall’s score of each option, exact.' })
  hallScores!: unknown;
  @Field(() => Exact, { description: 'Of yes and no online: the share that said no.' })
  opposition!: string;
  @Field(() => Exact, { description: 'Of all entitled: the share that took part online.' })
  turnout!: string;
}

@ObjectType('CertifiedResult', { description: 'The tally at the close, certified by the chair.' })
export class CertifiedResultType {
  @Field(() => String)
  outcome!: string;
  @Field(() => ResultForce)
  force!: ResultForce;
  @Field(() => [String])
  winners!: string[];
  @Field(() => Exact)
  entitled!: string;
  @Field(() => Exact)
  valid!: string;
  @Field(() => Exact)
  undelivered!: string;
  @Field(() => Boolean)
  quorum!: boolean;
  @Field(() => String, { description: 'SHA-256 of the whole count document: a recount must meet it to the byte.' })
  countDigest!: string;
  @Field(() => Int, { description: 'Log position of the close.' })
  closedPosition!: number;
  @Field(() => SuspensionType, { nullable: true })
  suspension?: SuspensionType;
}

@ObjectType('RollAmendment', { description: 'A change of the roll while voting was open; printed with the result.' })
export class RollAmendmentType {
  @Field(() => Int)
  position!: number;
  @Field(() => String, { description: 'enrolled, amended, struck or readmitted' })
  kind!: string;
  @Field(() => String, { nullable: true })
  reason?: string;
  @Field(() => ID)
  memberId!: string;
}

@ObjectType('Proposal', { implements: () => Node })
export class ProposalType extends Node {
  @Field(() => String)
  title!: string;
  @Field(() => String)
  text!: string;
  @Field(() => [String])
  options!: string[];
  @Field(() => String, { nullable: true })
  area?: string;
  @Field(() => String)
  policyId!: string;
  @Field(() => String, { description: 'The counting rule of its policy.' })
  rule!: string;
  @Field(() => String, { description: 'binding, consultative or suspensive' })
  effect!: string;
  @Field(() => ProposalStatus)
  status!: ProposalStatus;
  @Field(() => Instant, { nullable: true, description: 'When the phase before the vote that it is in ends.' })
  until?: string;
  @Field(() => Instant, { nullable: true })
  openedAt?: string;
  @Field(() => Instant, {
    nullable: true,
    description: 'The deadline in force. The server closes by itself when it passes.',
  })
  closesAt?: string;
  @Field(() => Int, { nullable: true, description: 'The charter version pinned when voting opened.' })
  charterVersion?: number;
  @Field(() => Int, { nullable: true, description: 'The revision of the roll pinned when voting opened.' })
  rollRevision?: number;
  @Field(() => String, { nullable: true, description: 'deadline or chair' })
  closedBy?: string;
  @Field(() => String, {
    nullable: true,
    description: 'Why the chair closed early, or why it was withdrawn or lapsed.',
  })
  reason?: string;
  @Field(() => CertifiedResultType, { nullable: true })
  result?: CertifiedResultType;
  @Field(() => [RollAmendmentType])
  rollAmendments!: RollAmendmentType[];
  @Field(() => MemberType, { nullable: true })
  drafter?: MemberType;

  /** For field resolvers. */
  proposalId!: string;
  drafterId?: string;
}

export const ProposalConnection = connectionType('Proposal', () => ProposalType);

function forceOf(outcome: string, effect: string | undefined): ResultForce {
  if (effect === 'consultative') return ResultForce.ADVICE;
  return outcome === 'second-reading' ? ResultForce.SECOND_READING : ResultForce.BINDING;
}

/** A proposal as clients read it, from the view's record; undefined when there is none. */
export function proposalFrom({ view: { record } }: OpenAssembly, proposalId: string): ProposalType | undefined {
  const proposal = record.proposals.get(proposalId);
  if (proposal === undefined) return undefined;
  const { state, amendments } = proposal;
  const { opening, closed, result, drafterId, closesAt } = state;
  const policy = policyFor(record.assembly, state);
  const reason = closed?.reason ?? state.withdrawnFor ?? state.lapsedFor;
  return Object.assign(new ProposalType(), {
    id: globalId('Proposal', proposalId),
    proposalId,
    ...state.wording,
    options: [...state.wording.options],
    rule: policy?.rule ?? '',
    effect: policy?.effect ?? '',
    status: ProposalStatus[state.status.toUpperCase() as keyof typeof ProposalStatus],
    rollAmendments: amendments.map((one) => ({ ...one, memberId: globalId('Member', one.memberId) })),
    ...(opening && {
      openedAt: opening.openedAt,
      charterVersion: opening.charterVersion,
      rollRevision: opening.rollRevision,
    }),
    ...(state.until === undefined ? {} : { until: state.until }),
    ...(closesAt === undefined ? {} : { closesAt }),
    ...(closed && { closedBy: closed.cause }),
    ...(reason === undefined ? {} : { reason }),
    ...(result &&
      closed && {
        result: {
          ...result,
          ...(result.suspension && { suspension: { outcome: result.outcome, ...result.suspension } }),
          force: forceOf(result.outcome, policy?.effect),
          closedPosition: closed.position,
        },
      }),
    ...(drafterId === undefined ? {} : { drafterId }),
  });
}
