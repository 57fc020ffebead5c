import { Args, Field, ID, Int, ObjectType, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { AccessForAll, AccessForAnyone, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { Assemblies, type OpenAssembly } from '../../platform/assemblies';
import { globalId, parseGlobalId } from '../../platform/graphql/global-id';
import { Node } from '../../platform/graphql/node.type';
import { Json } from '../../platform/graphql/scalars';
import { meetingFrom } from '../../meetings/meeting/meeting.type';
import { seriesFrom } from '../../meetings/series/series.type';
import { proposalFrom } from '../../proposals/proposal/proposal.type';
import { findMember } from '../../roll/member.type';
import { AssemblyRecorded } from '../assembly-recorded.type';

@ObjectType('Assembly', { implements: () => Node })
export class AssemblyType extends Node {
  @Field(() => String)
  name!: string;
  @Field(() => Int, { description: 'The charter version in force.' })
  charterVersion!: number;
  @Field(() => Json, { description: 'The charter in force: classes, areas, policies.' })
  charter!: unknown;
  @Field(() => Int, { description: 'Members on the roll, guests included.' })
  memberCount!: number;
  @Field(() => Int, { description: 'Log position all of this was read at.' })
  position!: number;
}

export function assemblyFrom({ id, view: { record } }: OpenAssembly): AssemblyType {
  const { name, charters } = record.assembly;
  return {
    id: globalId('Assembly', id),
    name,
    charterVersion: charters.length,
    charter: charters.at(-1),
    memberCount: record.roll.members.size,
    position: record.position,
  };
}

@Resolver()
export class AssemblyQuery {
  constructor(private readonly assemblies: Assemblies) {}

  @AccessForAnyone()
  @Query(() => String, { description: 'Says "ok" while the server answers. Needs no token.' })
  health(): string {
    return 'ok';
  }

  @AccessForAll()
  @Query(() => AssemblyType, {
    description: 'The assembly of your token. A token opens one assembly; others do not exist for it.',
  })
  async assembly(@CurrentViewer() viewer: Viewer): Promise<AssemblyType> {
    return assemblyFrom(await this.assemblies.open(viewer.assemblyId));
  }

  @AccessForAll()
  @Query(() => Json, { nullable: true, description: 'An earlier version of the charter.' })
  async charter(
    @CurrentViewer() viewer: Viewer,
    @Args('version', { type: () => Int }) version: number,
  ): Promise<unknown> {
    return (await this.assemblies.open(viewer.assemblyId)).view.record.assembly.charters[version - 1];
  }

  @AccessForAll()
  @Query(() => Node, { nullable: true, description: 'Anything that has an id.' })
  async node(@CurrentViewer() viewer: Viewer, @Args('id', { type: () => ID }) text: string): Promise<Node | undefined> {
    const assembly = await this.assemblies.open(viewer.assemblyId);
    const parsed = parseGlobalId(text);
    switch (parsed?.kind) {
      case 'Assembly':
        return parsed.id === assembly.id ? assemblyFrom(assembly) : undefined;
      case 'Member':
        return findMember(assembly, parsed.id);
      case 'Proposal':
        return proposalFrom(assembly, parsed.id);
      case 'Meeting': {
        const meeting = assembly.view.record.meetings.get(parsed.id);
        return meeting && meetingFrom(meeting);
      }
      case 'Series': {
        const series = assembly.view.record.series.get(parsed.id);
        return series && seriesFrom(parsed.id, series);
      }
      case 'AgendaItem':
      case 'HandCount':
      case undefined:
        return undefined;
    }
  }
}

@Resolver(() => AssemblyRecorded)
export class AssemblyRecordedResolver {
  constructor(private readonly assemblies: Assemblies) {}

  @ResolveField(() => AssemblyType)
  async assembly(@Parent() { assemblyId }: AssemblyRecorded): Promise<AssemblyType> {
    return assemblyFrom(await this.assemblies.open(assemblyId));
  }
}
