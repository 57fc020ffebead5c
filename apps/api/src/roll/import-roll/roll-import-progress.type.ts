import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';

export enum RollImportPhase {
  READING = 'READING',
  CHECKING = 'CHECKING',
  ENROLLING = 'ENROLLING',
  DONE = 'DONE',
  REFUSED = 'REFUSED',
}
registerEnumType(RollImportPhase, {
  name: 'RollImportPhase',
  valuesMap: {
    READING: { description: 'Rows are taken apart; how many there are is not known yet.' },
    CHECKING: { description: 'Each row is checked.' },
    ENROLLING: { description: 'All rows are in order and are being stored at once.' },
    DONE: { description: 'Everybody is enrolled; or, in a dry run, could be.' },
    REFUSED: { description: "Nobody was enrolled. The mutation's answer says why." },
  },
});

/** Progress, not facts: told while an import runs and kept nowhere. */
@ObjectType('RollImportProgress')
export class RollImportProgress {
  @Field(() => ID)
  commandId!: string;

  @Field(() => RollImportPhase)
  phase!: RollImportPhase;

  @Field(() => Int)
  rowsDone!: number;

  @Field(() => Int, { nullable: true, description: 'Null while the file is being read.' })
  rowsTotal?: number;
}
