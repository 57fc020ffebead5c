import {
  Args,
  Field,
  ID,
  Int,
  ObjectType,
  Parent,
  Query,
  registerEnumType,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import { AccessForAll, CurrentViewer } from '../platform/access/access.guard';
import type { Viewer } from '../platform/access/roles';
import { Assemblies } from '../platform/assemblies';
import { localId } from '../platform/graphql/global-id';
import { Minutes, type MinutesDocuments } from './minutes';

export enum MinutesLanguage {
  ENGLISH = 'ENGLISH',
  SPANISH = 'SPANISH',
  CATALAN = 'CATALAN',
}
registerEnumType(MinutesLanguage, { name: 'MinutesLanguage' });

@ObjectType('Minutes', { description: 'What a meeting decided, made from the log.' })
export class MinutesType {
  @Field(() => Int, { description: 'The log position they were made at.' })
  position!: number;

  @Field(() => String, { description: 'Root of the log up to there (RFC 6962, SHA-256), hex.' })
  rootHash!: string;

  @Field(() => String)
  markdown!: string;

  @Field(() => String, { description: 'One page that needs nothing else.' })
  html!: string;

  /** For the field resolver. */
  print!: MinutesDocuments['print'];
}

@Resolver(() => MinutesType)
export class MinutesQuery {
  constructor(
    private readonly assemblies: Assemblies,
    private readonly minutes: Minutes,
  ) {}

  @AccessForAll()
  @Query(() => MinutesType, { nullable: true, description: 'The minutes of a meeting; a draft until it is closed.' })
  async meetingMinutes(
    @CurrentViewer() viewer: Viewer,
    @Args('meetingId', { type: () => ID }) meetingId: string,
    @Args('language', { type: () => MinutesLanguage, defaultValue: MinutesLanguage.ENGLISH }) language: MinutesLanguage,
    @Args('position', {
      type: () => Int,
      nullable: true,
      description: 'Made at this log position; left out, with all that is known now.',
    })
    position?: number,
  ): Promise<MinutesType | undefined> {
    const assembly = await this.assemblies.open(viewer.assemblyId);
    const at = position ?? assembly.view.record.position;
    const spoken = language.toLowerCase() as Lowercase<MinutesLanguage>;
    return this.minutes.of(assembly, localId('Meeting', meetingId), at, spoken);
  }
  @ResolveField(() => String, { description: 'A PDF with its fonts, base64.' })
  pdf(@Parent() { print }: MinutesType): Promise<string> {
    return print();
  }
}
