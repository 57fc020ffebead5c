import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type Charter, type foundAssembly } from '@plenum/domain';
import { IsObject, IsString } from 'class-validator';
import { AccessForFounder, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { Json } from '../../platform/graphql/scalars';
import { AssemblyRecorded } from '../assembly-recorded.type';
import { FoundAssemblyCommand } from './found-assembly.handler';

@InputType()
export class FoundAssemblyInput extends CommandInput {
  @Field(() => String, { description: '1 to 120 characters.' })
  @IsString()
  name!: string;

  @Field(() => Json, { description: 'Classes, areas and policies, as docs/events/CharterAdopted.json describes them.' })
  @IsObject()
  charter!: Charter;
}

export const FoundAssemblyResult = resultUnion<RefusalsOf<typeof foundAssembly>>(
  'FoundAssemblyResult',
  AssemblyRecorded,
  {
    AssemblyMustNotBeFounded: true,
    CharterMustBeConsistent: true,
    TextMustFit: true,
  },
);

@Resolver()
export class FoundAssemblyMutation {
  constructor(private readonly commands: CommandBus) {}

  @AccessForFounder()
  @Mutation(() => FoundAssemblyResult, {
    description:
      'Begin a new assembly with a log of its own. Its id is the command id. Needs an admin token for the server.',
  })
  async foundAssembly(@CurrentViewer() viewer: Viewer, @Args('input') input: FoundAssemblyInput) {
    const { name, charter } = input;
    const { commandId, actor } = originOf(viewer, input);
    const answer = await this.commands.execute(new FoundAssemblyCommand({ commandId, actor }, { name, charter }));
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), assemblyId: commandId };
  }
}
