import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, InputType, Int, Mutation, ObjectType, Resolver } from '@nestjs/graphql';
import { isRefusal } from '@plenum/domain';
import { IsBoolean, IsString } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { resultUnion } from '../../platform/graphql/refusal.types';
import { RollRecorded, rollRecorded } from '../roll-recorded.type';
import { MOST_ROWS } from './csv-rows';
import { ImportRollCommand } from './import-roll.handler';
import { columns } from './roll-columns';

@InputType()
export class ImportRollInput extends CommandInput {
  @Field(() => String, {
    description:
      `The file's text: CSV with comma or semicolon and a header row, at most ${MOST_ROWS} people. ` +
      `Columns in any order: ${columns.join(', ')}. Only name is required; weight is 1 and votes is yes unless the file says otherwise.`,
  })
  @IsString()
  csv!: string;

  @Field(() => Boolean, { defaultValue: false, description: 'True: check the whole file and enrol nobody.' })
  @IsBoolean()
  dryRun: boolean = false;
}

@ObjectType('RollImported', { description: 'The whole file was in order.' })
export class RollImported {
  @Field(() => Int, { description: 'People in the file.' })
  rows!: number;

  @Field(() => [Int], {
    nullable: true,
    description:
      'In a dry run: lines about people without a number who have the name of somebody on the roll. Were they imported before?',
  })
  namesakes?: readonly number[];

  @Field(() => RollRecorded, { nullable: true, description: 'Null after a dry run: nobody was enrolled.' })
  recorded?: RollRecorded;
}

export const ImportRollResult = resultUnion<'RollFileMustBeReadable'>('ImportRollResult', RollImported, {
  RollFileMustBeReadable: true,
});

@Resolver()
export class ImportRollMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('registrar')
  @Mutation(() => ImportRollResult, {
    description:
      'Enrol everybody in a file, or nobody: the first fault is refused by line and column (field `csv:17:weight`). ' +
      'Follow it with `rollImportProgressed`.',
  })
  async importRoll(@CurrentViewer() viewer: Viewer, @Args('input') input: ImportRollInput) {
    const { csv, dryRun } = input;
    const answer = await this.commands.execute(new ImportRollCommand(originOf(viewer, input), { csv, dryRun }));
    if (isRefusal(answer)) return answer;
    const { rows, namesakes, recorded } = answer;
    return { rows, ...(namesakes && { namesakes }), ...(recorded && { recorded: rollRecorded(recorded) }) };
  }
}
