import { Field, ObjectType } from '@nestjs/graphql';
import type { Tally } from '@plenum/counting';
import { Exact } from '../../platform/graphql/scalars';

@ObjectType('WeighedFigure', { description: 'One figure in own weight, and what it counts for once weighed.' })
export class WeighedFigureType {
  @Field(() => String, { description: 'An option, "abstain", a class, a channel or a bloc.' })
  name!: string;
  @Field(() => Exact)
  raw!: string;
  @Field(() => Exact)
  weighted!: string;
}

@ObjectType('WeighedGroup', { description: 'The valid ballots of one class, channel, bloc or commission.' })
export class WeighedGroupType extends WeighedFigureType {
  @Field(() => [WeighedFigureType], {
    description: 'By option. Empty where the scores of the rule do not add up over groups.',
  })
  scores!: WeighedFigureType[];
}

@ObjectType('Weighed', { description: 'Raw and weighted totals of one count.' })
export class WeighedType {
  @Field(() => [WeighedFigureType])
  scores!: WeighedFigureType[];
  @Field(() => WeighedFigureType, { description: 'All valid ballots, abstentions included.' })
  valid!: WeighedFigureType;
  @Field(() => [WeighedGroupType])
  byClass!: WeighedGroupType[];
  @Field(() => [WeighedGroupType])
  byChannel!: WeighedGroupType[];
  @Field(() => [WeighedGroupType])
  byBloc!: WeighedGroupType[];
  @Field(() => WeighedGroupType, { nullable: true, description: 'Own ballots and hands of the area’s commission.' })
  commission?: WeighedGroupType;
  @Field(() => Boolean, { description: 'Whether its cap made the commission weigh less.' })
  commissionCapped!: boolean;
}

type Sides = NonNullable<Tally['weighed']>;
type Group = Sides['byClass'][string];

const figures = (sides: Sides['scores'] = {}): WeighedFigureType[] =>
  Object.entries(sides).map(([name, figure]) => ({ name, ...figure }));

const group = (name: string, { raw, weighted, scores }: Group): WeighedGroupType => ({
  name,
  raw,
  weighted,
  scores: figures(scores),
});

const groups = (all: Readonly<Record<string, Group>>): WeighedGroupType[] =>
  Object.entries(all).map(([name, one]) => group(name, one));

export function weighedFrom({ scores, valid, byClass, byChannel, byBloc, commission }: Sides): WeighedType {
  return {
    scores: figures(scores),
    valid: { name: 'valid', ...valid },
    byClass: groups(byClass),
    byChannel: groups(byChannel),
    byBloc: groups(byBloc),
    ...(commission && { commission: group('commission', commission) }),
    commissionCapped: commission?.capped ?? false,
  };
}
