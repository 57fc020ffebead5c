import { Args, ArgsType, Field, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { charterInForce } from '@plenum/domain';
import { IsOptional, IsString } from 'class-validator';
import { GraphQLError } from 'graphql';
import { AccessForAll, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { Assemblies, type OpenAssembly } from '../../platform/assemblies';
import { PageArgs, connectionType, nodesAs, pageOf, type Connection } from '../../platform/graphql/connection';
import { Exact } from '../../platform/graphql/scalars';
import { MemberType, memberFrom } from '../member.type';
import { byStanding, delegateStandings, standingKey } from './delegate-standings';

@ArgsType()
export class DelegatesArgs extends PageArgs {
  @Field(() => String, {
    nullable: true,
    description: 'Path of an area such as `roads/cycling`; none: the whole assembly.',
  })
  @IsOptional()
  @IsString()
  area?: string;
}

@ObjectType('Delegate', {
  description: 'A member whom others name first, in this area or in a wider scope that applies to it.',
})
export class DelegateType {
  @Field(() => MemberType)
  member!: MemberType;

  @Field(() => Int, { description: 'Voting members who delegate to them directly.' })
  delegators!: number;

  @Field(() => Exact, { description: 'Own weight of these delegators. What arrives in a vote is in its tally.' })
  weight!: string;
}

export const DelegateConnection = connectionType('Delegate', () => DelegateType);

@Resolver()
export class DelegatesQuery {
  constructor(private readonly assemblies: Assemblies) {}

  @AccessForAll()
  @Query(() => DelegateConnection, { description: 'The delegates of an area, those who are trusted with most first.' })
  async delegates(@CurrentViewer() viewer: Viewer, @Args() args: DelegatesArgs): Promise<Connection<DelegateType>> {
    const assembly = await this.assemblies.open(viewer.assemblyId);
    const { roll, delegations } = assembly.view.record;
    const standings = delegateStandings(roll.members, delegations, knownArea(assembly, args.area));
    const page = pageOf(standings, args, standingKey, byStanding);
    return nodesAs(page, ({ memberId, ...standing }) => ({ member: memberFrom(assembly, memberId), ...standing }));
  }
}

function knownArea({ view }: OpenAssembly, area: string | undefined): string | undefined {
  if (!area) return undefined;
  if (charterInForce(view.record.assembly)?.areas.some(({ path }) => path === area)) return area;
  const message = `The charter has no area "${area.slice(0, 40)}".`;
  throw new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', field: 'area' } });
}
