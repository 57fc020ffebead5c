import { Args, Field, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { AccessForAnyone } from '../../platform/access/access.guard';
import { Json } from '../../platform/graphql/scalars';
import { presetCalled, presets, type Preset } from './presets';

@ObjectType('Preset', { description: 'Rules of procedure that people know, ready to be adopted and changed.' })
export class PresetType {
  @Field(() => String, { description: 'Such as one-click; its page is docs/presets/one-click.md.' })
  name!: string;
  @Field(() => String)
  title!: string;
  @Field(() => String, { description: 'Who decides, and how, in a sentence or two.' })
  summary!: string;
  @Field(() => Json, { description: 'A whole charter: give it to foundAssembly or adoptCharter, changed as you like.' })
  charter!: unknown;
}

@Resolver()
export class PresetQuery {
  @AccessForAnyone()
  @Query(() => [PresetType], { description: 'Every preset, by name. Needs no token: they are of no assembly.' })
  presets(): readonly Preset[] {
    return presets;
  }

  @AccessForAnyone()
  @Query(() => PresetType, { nullable: true, description: 'The preset of this name. Needs no token.' })
  preset(@Args('name', { type: () => String }) name: string): Preset | undefined {
    return presetCalled(name);
  }
}
