import { Field, ID, InputType } from '@nestjs/graphql';
import type { Scope } from '@plenum/domain';
import { IsOptional, IsString } from 'class-validator';
import { localId } from '../platform/graphql/global-id';

@InputType({
  description: 'Where a delegation applies. Give one of the two fields, or neither for the whole assembly.',
})
export class ScopeInput {
  @Field(() => String, { nullable: true, description: 'An area of the charter, such as `housing/repairs`.' })
  @IsOptional()
  @IsString()
  area?: string;

  @Field(() => ID, { nullable: true, description: 'One proposal.' })
  @IsOptional()
  @IsString()
  proposalId?: string;
}

/** With both fields given the scope names nothing that exists, and is refused as such. */
export function scopeFrom({ area, proposalId }: ScopeInput): Scope {
  if (area != null && proposalId != null) return { kind: 'area', area: `${area} and ${proposalId}` };
  if (area != null) return { kind: 'area', area };
  if (proposalId != null) return { kind: 'proposal', proposalId: localId('Proposal', proposalId) };
  return { kind: 'assembly' };
}
