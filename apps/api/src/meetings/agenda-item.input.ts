import { Field, ID, InputType } from '@nestjs/graphql';
import { IsOptional, IsString } from 'class-validator';
import { localId } from '../platform/graphql/global-id';

@InputType()
export class AgendaItemInput {
  @Field(() => ID, { nullable: true, description: 'An item that stands on the agenda already; left out, it is new.' })
  @IsOptional()
  @IsString()
  itemId?: string;

  @Field(() => String, { description: '1 to 200 characters.' })
  @IsString()
  title!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'What the hall is to vote on; left out, the item is only talked about.',
  })
  @IsOptional()
  @IsString()
  proposalId?: string;
}

/** An item as a caller asked for it. */
export interface WantedItem {
  readonly itemId?: string;
  readonly title: string;
  readonly proposalId?: string;
}

export function wantedItem({ itemId, title, proposalId }: AgendaItemInput): WantedItem {
  return {
    title,
    ...(itemId == null ? {} : { itemId: localId('AgendaItem', itemId) }),
    ...(proposalId == null ? {} : { proposalId: localId('Proposal', proposalId) }),
  };
}
