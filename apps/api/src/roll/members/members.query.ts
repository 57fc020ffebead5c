import { Args, ArgsType, Field, ID, Query, Resolver } from '@nestjs/graphql';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { AccessForAll, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { Assemblies, type OpenAssembly } from '../../platform/assemblies';
import {
  PageArgs,
  byNumber,
  connectionType,
  nodesAs,
  pageOf,
  type Connection,
} from '../../platform/graphql/connection';
import { localId } from '../../platform/graphql/global-id';
import { MemberType, findMember, memberFrom } from '../member.type';
import { inRollOrder, type Place } from './roll-order';

@ArgsType()
export class MembersArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Only members of this class.' })
  @IsOptional()
  @IsString()
  classId?: string;

  @Field(() => String, { nullable: true, description: 'Part of a name or of a member number.' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  search?: string;
}

export const MemberConnection = connectionType('Member', () => MemberType);

@Resolver()
export class MembersQuery {
  constructor(private readonly assemblies: Assemblies) {}

  @AccessForAll()
  @Query(() => MemberConnection, { description: 'Who is on the roll, in the order in which they came on.' })
  async members(@CurrentViewer() viewer: Viewer, @Args() args: MembersArgs): Promise<Connection<MemberType>> {
    const assembly = await this.assemblies.open(viewer.assemblyId);
    const page = pageOf(chosen(assembly, args), args, ({ member }) => String(member.since), byNumber);
    return nodesAs(page, ({ memberId }) => memberFrom(assembly, memberId));
  }

  @AccessForAll()
  @Query(() => MemberType, {
    nullable: true,
    description: 'A member on the roll or struck from it; null when there is none.',
  })
  async member(
    @CurrentViewer() viewer: Viewer,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<MemberType | undefined> {
    return findMember(await this.assemblies.open(viewer.assemblyId), localId('Member', id));
  }
}

function chosen({ view, names }: OpenAssembly, { classId, search }: MembersArgs): readonly Place[] {
  const everyone = inRollOrder(view.record.roll.members);
  const found = search ? new Set(names.search(search, Infinity)) : undefined;
  if (!classId && found === undefined) return everyone;
  return everyone.filter(
    ({ memberId, member }) => (!classId || member.classId === classId) && (found?.has(memberId) ?? true),
  );
}
