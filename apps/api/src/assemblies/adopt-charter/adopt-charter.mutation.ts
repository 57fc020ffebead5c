import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, InputType, Int, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type adoptCharter, type Charter } from '@plenum/domain';
import { IsInt, IsObject } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { Json } from '../../platform/graphql/scalars';
import { AssemblyRecorded } from '../assembly-recorded.type';
import { AdoptCharterCommand } from './adopt-charter.handler';

@InputType()
export class AdoptCharterInput extends CommandInput {
  @Field(() => Json, { description: 'The whole charter, as docs/events/CharterAdopted.json describes it.' })
  @IsObject()
  charter!: Charter;

  @Field(() => Int, {
    description: 'One more than the version in force: so that two changes never overwrite each other.',
  })
  @IsInt()
  charterVersion!: number;
}

export const AdoptCharterResult = resultUnion<RefusalsOf<typeof adoptCharter>>('AdoptCharterResult', AssemblyRecorded, {
  AssemblyMustBeFounded: true,
  CharterMustBeConsistent: true,
  CharterVersionMustFollow: true,
});

@Resolver()
export class AdoptCharterMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('chair', 'admin')
  @Mutation(() => AdoptCharterResult, {
    description: 'Adopt new rules of procedure. Open proposals keep the version they pinned.',
  })
  async adoptCharter(@CurrentViewer() viewer: Viewer, @Args('input') input: AdoptCharterInput) {
    const { charter, charterVersion } = input;
    const answer = await this.commands.execute(
      new AdoptCharterCommand(originOf(viewer, input), { charter, charterVersion }),
    );
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), assemblyId: viewer.assemblyId };
  }
}
