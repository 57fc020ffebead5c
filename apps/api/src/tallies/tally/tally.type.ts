import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { GroupTally, Tally } from '@plenum/counting';
import { Exact } from '../../platform/graphql/scalars';
import { WeighedType } from './weighed.type';

@ObjectType('OptionScore')
export class OptionScoreType {
  @Field(() => String, { description: 'An option, or "abstain".' })
  option!: string;
  @Field(() => Exact, { description: 'Own and carried weight together, as the counting rule scores it.' })
  score!: string;
}

@ObjectType('GroupTally', { description: 'One class or one channel of the electorate.' })
export class GroupTallyType {
  @Field(() => String, { description: 'The class or channel. Members without a class are in no group.' })
  group!: string;
  @Field(() => Exact)
  entitled!: string;
  @Field(() => Exact)
  valid!: string;
  @Field(() => Exact)
  own!: string;
  @Field(() => Exact)
  carried!: string;
  @Field(() => Exact, { description: 'Raised in shows of hands that two tellers agree on.' })
  handCount!: string;
  @Field(() => [OptionScoreType], { description: 'Empty where the scores of the rule do not add up over groups.' })
  scores!: OptionScoreType[];
}

@ObjectType('Undelivered', { description: 'Weight that reached no voter, by reason. Nothing is rounded away.' })
export class UndeliveredType {
  @Field(() => Exact)
  total!: string;
  @Field(() => Exact, { description: 'Delegations that go in a circle in which nobody votes.' })
  cycle!: string;
  @Field(() => Exact, { description: 'Members who did not vote and whose delegates, if any, did not either.' })
  deadEnd!: string;
  @Field(() => Exact, { description: 'Above what the policy lets one voter carry.' })
  cap!: string;
  @Field(() => Exact, { description: 'Taken off at each hop by the policy.' })
  damping!: string;
}

@ObjectType('Condition', { description: 'A threshold or quorum of the policy, with the figures it is judged by.' })
export class ConditionType {
  @Field(() => String, { description: 'threshold or quorum' })
  kind!: string;
  @Field(() => String, { description: 'In words, such as "more than 1/2 of yes-no".' })
  asks!: string;
  @Field(() => String, { nullable: true, description: 'The class or channel it is asked of.' })
  bloc?: string;
  @Field(() => Exact)
  have!: string;
  @Field(() => Exact)
  of!: string;
  @Field(() => Exact)
  needs!: string;
  @Field(() => Boolean)
  held!: boolean;
}

@ObjectType('Tally', {
  description:
    'The state of the count at a log position. own + carried + handCount + undelivered.total = entitled, at every position.',
})
export class TallyType {
  @Field(() => Int, {
    description:
      'Log position it was read at. The figures of a final tally are those of the close, at any later position.',
  })
  position!: number;
  @Field(() => Boolean, { description: 'True once voting has closed: these figures will not change any more.' })
  final!: boolean;
  @Field(() => String, { description: 'The outcome so far: adopted, rejected, no-quorum, tied, elected ...' })
  outcome!: string;
  @Field(() => [String])
  winners!: string[];
  @Field(() => [OptionScoreType])
  scores!: OptionScoreType[];
  @Field(() => Exact, { description: 'Weight of the electorate.' })
  entitled!: string;
  @Field(() => Exact, { description: 'Weight of valid ballots, own and carried, abstentions included.' })
  valid!: string;
  @Field(() => Exact, { description: 'Weight of members who voted themselves.' })
  own!: string;
  @Field(() => Exact, { description: 'Weight that delegates carried to their ballots.' })
  carried!: string;
  @Field(() => Exact, { description: 'Weight of hands raised, where two tellers agree.' })
  handCount!: string;
  @Field(() => UndeliveredType)
  undelivered!: UndeliveredType;
  @Field(() => Int, { description: 'Members who cast a ballot of their own.' })
  voters!: number;
  @Field(() => Int, { description: 'Members of the electorate.' })
  members!: number;
  @Field(() => Boolean)
  quorum!: boolean;
  @Field(() => [ConditionType])
  conditions!: ConditionType[];
  @Field(() => [GroupTallyType])
  byClass!: GroupTallyType[];
  @Field(() => [GroupTallyType])
  byChannel!: GroupTallyType[];
  @Field(() => WeighedType, {
    nullable: true,
    description: 'Raw and weighted totals side by side; null where the policy weighs nothing.',
  })
  weighed?: WeighedType;
  @Field(() => [OptionScoreType], { description: 'What consultative guests said, tallied apart. Binds nobody.' })
  guests!: OptionScoreType[];

  /** For the field resolver of `proposal`. */
  proposalId!: string;
}

export const scoresFrom = (scores: Tally['scores'] = {}): OptionScoreType[] =>
  Object.entries(scores).map(([option, score]) => ({ option, score }));

export const groupsFrom = (groups: Readonly<Record<string, GroupTally>>): GroupTallyType[] =>
  Object.entries(groups).map(([group, { entitled, valid, own, carried, handCount, scores }]) => {
    return { group, entitled, valid, own, carried, handCount, scores: scoresFrom(scores) };
  });
