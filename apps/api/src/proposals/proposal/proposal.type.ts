import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { policyFor } from '@plenum/domain';
import type { OpenAssembly } from '../../platform/assemblies';
import { connectionType } from '../../platform/graphql/connection';
import { globalId } from '../../platform/graphql/global-id';
import { Node } from '../../platform/graphql/node.type';
import { Exact, Instant } from '../../platform/graphql/scalars';
import { MemberType } from '../../roll/member.type';

export enum ProposalStatus {
  DRAFT = 'DRAFT',
  OPEN = 'OPEN',
  CLOSED = 'CLOSED',
  CERTIFIED = 'CERTIFIED',
  WITHDRAWN = 'WITHDRAWN',
}
registerEnumType(ProposalStatus, { name: 'ProposalStatus' });

@ObjectType('CertifiedResult', { description: 'The tally at the close, certified by the chair.' })
export class CertifiedResultType {
  @Field(() => String)
  outcome!: string;
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
  @Field(() => String, { description: 'binding or consultative' })
  effect!: string;
  @Field(() => ProposalStatus)
  status!: ProposalStatus;
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
  @Field(() => String, { nullable: true, description: 'Why the chair closed early, or why it was withdrawn.' })
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

/** A proposal as clients read it, from the view's record; undefined when there is none. */
export function proposalFrom({ view: { record } }: OpenAssembly, proposalId: string): ProposalType | undefined {
  const proposal = record.proposals.get(proposalId);
  if (proposal === undefined) return undefined;
  const { state, amendments } = proposal;
  const { opening, closed, result, drafterId, closesAt } = state;
  const policy = policyFor(record.assembly, state);
  const reason = closed?.reason ?? state.withdrawnFor;
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
    ...(closesAt === undefined ? {} : { closesAt }),
    ...(closed && { closedBy: closed.cause }),
    ...(reason === undefined ? {} : { reason }),
    ...(result && closed && { result: { ...result, closedPosition: closed.position } }),
    ...(drafterId === undefined ? {} : { drafterId }),
  });
}
