import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { charterInForce, isRefusal, type Refusal } from '@plenum/domain';
import { Assemblies } from '../../platform/assemblies';
import type { Recorded } from '../../platform/command-runner';
import type { NameRegistry } from '../../platform/name-registry';
import type { Origin } from '../../platform/origin';
import { Enrolments } from '../enrolment/enrolments';
import { numberTaken } from '../enrolment/number-taken';
import { ImportProgress } from './import-progress';
import { inFile } from './in-file';
import { readRollFile } from './read-roll-file';
import { RollImportPhase } from './roll-import-progress.type';
import type { RollRow } from './roll-row';
import type { Unreadable } from './unreadable';

/** `recorded` is missing after a dry run, `namesakes` after any other. */
export interface RollRead {
  readonly rows: number;
  /** Lines about people without a number who have the name of somebody on the roll: they may have been imported before. */
  readonly namesakes?: readonly number[];
  readonly recorded?: Recorded;
}

export type ImportRollAnswer = RollRead | Unreadable | Refusal<'CommandIdMustBeFresh'>;

export class ImportRollCommand extends Command<ImportRollAnswer> {
  constructor(
    readonly origin: Origin,
    readonly content: { readonly csv: string; readonly dryRun: boolean },
  ) {
    super();
  }
}

@CommandHandler(ImportRollCommand)
export class ImportRollHandler implements ICommandHandler<ImportRollCommand> {
  constructor(
    private readonly assemblies: Assemblies,
    private readonly enrolments: Enrolments,
    private readonly progress: ImportProgress,
  ) {}

  async execute(command: ImportRollCommand): Promise<ImportRollAnswer> {
    const refused = { phase: RollImportPhase.REFUSED, rowsDone: 0 };
    try {
      const answer = await this.import(command);
      const done = isRefusal(answer)
        ? refused
        : { phase: RollImportPhase.DONE, rowsDone: answer.rows, rowsTotal: answer.rows };
      this.progress.publish(command.origin, done);
      return answer;
    } catch (error) {
      this.progress.publish(command.origin, refused);
      throw error;
    }
  }

  private async import({ origin, content }: ImportRollCommand): Promise<ImportRollAnswer> {
    const { view, names } = await this.assemblies.open(origin.assemblyId);
    const classes = charterInForce(view.record.assembly)?.classes ?? [];
    const rows = await readRollFile(content.csv, classes, ({ phase, ...done }) =>
      this.progress.publish(origin, { phase: RollImportPhase[phase], ...done }),
    );
    if (isRefusal(rows)) return rows;
    if (content.dryRun) {
      const taken = numberTaken(names, rows);
      return taken === undefined ? { rows: rows.length, namesakes: namesakesIn(rows, names) } : inFile(taken, rows);
    }
    this.progress.publish(origin, { phase: RollImportPhase.ENROLLING, rowsDone: 0, rowsTotal: rows.length });
    const answer = await this.enrolments.enrol(origin, 'ImportRoll', rows);
    return isRefusal(answer) ? inFile(answer, rows) : { rows: rows.length, recorded: answer };
  }
}

function namesakesIn(rows: readonly RollRow[], { allNames }: Pick<NameRegistry, 'allNames'>): readonly number[] {
  return rows
    .filter(({ name, number }) => number === undefined && allNames.has(name.toLocaleLowerCase()))
    .map(({ line }) => line);
}
