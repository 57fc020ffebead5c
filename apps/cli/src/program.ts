import { Command, CommanderError } from 'commander';
import { addBackup } from './backup/backup.command';
import { addCompare } from './compare/compare.command';
import { addCount } from './count/count.command';
import { addDemo } from './demo/demo.command';
import { addExplain } from './explain/explain.command';
import { addExport } from './export/export.command';
import { addExportCount } from './export/export-count.command';
import { addKey } from './key/key.command';
import { addImportRoll } from './import-roll/import-roll.command';
import { addMigrateLog } from './migrate-log/migrate-log.command';
import { addPreset } from './preset/preset.command';
import { addRecount } from './recount/recount.command';
import { addRebuild } from './rebuild/rebuild.command';
import { addReceipt } from './receipt/receipt.command';
import { addRestore } from './restore/restore.command';
import { addTail } from './tail/tail.command';
import { addToken } from './token/token.command';
import { addVerify } from './verify/verify.command';
import { addWitness } from './witness/witness.command';
import { describeFailure } from './failure';
import { ExitCode } from './terminal/stopped';
import type { Terminal } from './terminal/terminal';

const HELP = `
Exit codes: 0 done, 1 refused or failed, 2 the input file is not in order or nothing can be decided, 3 wrong use, 130 interrupted.
Start here: plenum demo`;

/** What these come to is "valid", "invalid" or "cannot decide". */
const CHECKING: ReadonlySet<string> = new Set(['verify', 'compare', 'recount', 'explain']);

/** Run one command line; resolves to the exit code. Nothing is thrown and nothing is left running. */
export async function plenum(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    await programOn(terminal).parseAsync(args, { from: 'user' });
    return ExitCode.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.done : ExitCode.usage;
    const { line, exitCode } = describeFailure(error, CHECKING.has(args[0] ?? ''));
    terminal.err.write(line);
    return exitCode;
  }
}

function programOn(terminal: Terminal): Command {
  const program = new Command('plenum')
    .description('Liquid democracy for assemblies: count, check and operate a Plenum.')
    .addHelpText('after', HELP)
    .exitOverride()
    .showHelpAfterError('(plenum --help, or plenum COMMAND --help, says more)')
    .configureOutput({
      writeOut: (text) => terminal.out.write(text),
      writeErr: (text) => terminal.err.write(text),
    });
  for (const add of [
    addDemo,
    addToken,
    addPreset,
    addImportRoll,
    addCount,
    addExportCount,
    addExport,
    addReceipt,
    addVerify,
    addRecount,
    addExplain,
    addCompare,
    addWitness,
    addKey,
    addTail,
    addRebuild,
    addMigrateLog,
    addBackup,
    addRestore,
  ])
    add(program, terminal);
  return program;
}
