import { Field, ObjectType } from '@nestjs/graphql';
import { parseScope, type Delegation } from '@plenum/domain';
import type { OpenAssembly } from '../../platform/assemblies';
import { Instant } from '../../platform/graphql/scalars';
import { proposalFrom, ProposalType } from '../../proposals/proposal/proposal.type';
import { memberFrom, MemberType } from '../../roll/member.type';

@ObjectType('Delegation', {
  description: 'What a member said in one scope. No delegates: "I delegate to nobody here".',
})
export class DelegationType {
  @Field(() => String, { description: 'assembly, area or proposal' })
  scope!: string;
  @Field(() => String, { nullable: true, description: 'The area, for a delegation in an area.' })
  area?: string;
  @Field(() => ProposalType, { nullable: true, description: 'The proposal, for a delegation on one proposal.' })
  proposal?: ProposalType;
  @Field(() => [MemberType], { description: 'Best first.' })
  delegates!: MemberType[];
  @Field(() => Boolean)
  optedOut!: boolean;
  @Field(() => Instant, { nullable: true })
  expiresAt?: string;
}

export function delegationFrom(
  assembly: OpenAssembly,
  text: string,
  { delegates, expiresAt }: Delegation,
): DelegationType {
  const scope = parseScope(text);
  const proposal = scope?.kind === 'proposal' ? proposalFrom(assembly, scope.proposalId) : undefined;
  return {
    scope: scope?.kind ?? text,
    delegates: delegates.map((id) => memberFrom(assembly, id)),
    optedOut: delegates.length === 0,
    ...(scope?.kind === 'area' ? { area: scope.area } : {}),
    ...(proposal && { proposal }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}
