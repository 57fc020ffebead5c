import { Field, Int, ObjectType } from '@nestjs/graphql';
import { resolveDelegations, voterLoads } from '@plenum/counting';
import { Exact } from '../../platform/graphql/scalars';
import type { Standing } from '../../tallies/standings';

@ObjectType('Carrying', {
  description: 'How much of others rests on a member. Whose it is stands in the log, which every member can read.',
})
export class CarryingType {
  @Field(() => Exact, { description: "Weight of others that rests, or would rest, on this member's ballot." })
  weight!: string;
  @Field(() => Int)
  delegators!: number;
  @Field(() => Boolean, {
    description: 'False while the member has not voted: then it says what a ballot would carry.',
  })
  cast!: boolean;

  /** For the field resolver of `proposal`. */
  proposalId!: string;
}

/** What a member carries; before they vote, what they would carry if they did, counted by the same function. */
export function carryingOn(proposalId: string, memberId: string, { election, resolution }: Standing): CarryingType {
  const cast = election.ballots.some(({ voter }) => voter === memberId);
  const ballot = { voter: memberId, choice: 'abstain', channel: 'online' as const };
  const supposed = cast ? election : { ...election, ballots: [...election.ballots, ballot] };
  const load = voterLoads(supposed, cast ? resolution : resolveDelegations(supposed))[memberId];
  return { proposalId, cast, weight: load?.carried ?? '0', delegators: load?.from.length ?? 0 };
}
