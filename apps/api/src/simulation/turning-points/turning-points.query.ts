import { Args, ArgsType, Field, ID, Int, Query, Resolver } from '@nestjs/graphql';
import type { TurningPoint } from '@plenum/domain';
import { IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { AccessForAll, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { Assemblies, type OpenAssembly } from '../../platform/assemblies';
import { byNumber, nodesAs, PageArgs, pageOf, type Connection } from '../../platform/graphql/connection';
import { localId } from '../../platform/graphql/global-id';
import { findMember } from '../../roll/member.type';
import { Standings } from '../../tallies/standings';
import { outcomeFrom } from '../outcome-so-far.type';
import { FoundTurningPoints } from './found-turning-points';
import { TurningPointsType, type TurningPointType } from './turning-point.type';

@ArgsType()
export class TurningPointsArgs extends PageArgs {
  @Field(() => ID)
  @IsString()
  proposalId!: string;

  @Field(() => Int, { nullable: true, description: 'In place of `first` and `after`: the newest so many, 1 to 200.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(200)
  last?: number | null;
}

@Resolver()
export class TurningPointsQuery {
  constructor(
    private readonly assemblies: Assemblies,
    private readonly standings: Standings,
    private readonly found: FoundTurningPoints,
  ) {}

  @AccessForAll()
  @Query(() => TurningPointsType, {
    nullable: true,
    description:
      'Which events turned the outcome of a proposal so far, the opening first. Null when voting had not opened. The story of a long vote takes a while.',
  })
  async turningPoints(
    @CurrentViewer() viewer: Viewer,
    @Args() args: TurningPointsArgs,
  ): Promise<TurningPointsType | null> {
    const assembly = await this.assemblies.open(viewer.assemblyId);
    const { record } = assembly.view;
    const proposalId = localId('Proposal', args.proposalId);
    const standing = this.standings.of(assembly, record, proposalId);
    if (standing === undefined) return null;
    const { points, isComplete } = await this.found.of(standing, proposalId);
    const page = pageFrom(points, args);
    return { position: record.position, isComplete, points: nodesAs(page, (point) => seen(assembly, point)) };
  }
}

function pageFrom(points: readonly TurningPoint[], { last, ...page }: TurningPointsArgs): Connection<TurningPoint> {
  const keyOf = ({ position }: TurningPoint) => String(position);
  if (last == null) return pageOf(points, page, keyOf, byNumber);
  const earlier = points.at(-last - 1);
  const after = earlier === undefined ? null : Buffer.from(keyOf(earlier)).toString('base64url');
  return pageOf(points, { first: last, after }, keyOf, byNumber);
}

function seen(assembly: OpenAssembly, { memberId, before, after, ...event }: TurningPoint): TurningPointType {
  const member = memberId === undefined ? undefined : findMember(assembly, memberId);
  return {
    ...event,
    ...(member && { member }),
    ...(before && { before: outcomeFrom(before) }),
    after: outcomeFrom(after),
  };
}
