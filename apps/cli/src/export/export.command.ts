import type { Command } from 'commander';
import type { ReadOnlyLog } from '@plenum/event-log';
import { withLog } from '../data-folder/data-folder';
import { assemblyOption, dataOption, wholeNumber } from '../options';
import { ProgressLine, thousands } from '../terminal/progress';
import { ExitCode, Stopped } from '../terminal/stopped';
import { print, type Terminal } from '../terminal/terminal';
import { exportTiles } from './export-tiles';
import { logLine, pagesOf } from './log-lines';
import { writeWhole } from './output-file';

const HELP = `
With DIR: a tiled log (C2SP tlog-tiles) up to its newest signed head, which anybody can verify: plenum verify DIR --key KEY. DIR must not
exist yet. docs/log-format.md says what is in it.

Without DIR, one event a line, in the order of the log:
  {"position":1,"leafHash":"<hex>","event":<the exact stored bytes>}
leafHash is SHA-256 over a zero byte and the bytes of event (RFC 6962). Names are not in the log and not in the export.
The log is only read, up to where it ends when the command begins; the server may run meanwhile.

Examples:
  plenum export riu-clar-export
  plenum export --out riu-clar.jsonl
  plenum export --from 1001 | gzip > newer.jsonl.gz`;

interface Options {
  readonly data: string;
  readonly assembly?: string;
  readonly out: string;
  readonly from: number;
}

export function addExport(program: Command, terminal: Terminal): void {
  program
    .command('export')
    .summary('write the log as a directory to verify, or as JSON lines')
    .description('Write the log as a tiled directory with its signed head, or its events as JSON lines.')
    .argument('[dir]', 'a directory that is made for it')
    .addOption(dataOption())
    .addOption(assemblyOption())
    .option('--out <file>', 'a file, which appears whole or not at all; - for standard output', '-')
    .option('--from <position>', 'the first position wanted', wholeNumber(1), 1)
    .addHelpText('after', HELP)
    .action((dir: string | undefined, options: Options) =>
      withLog(options, (log, place) => {
        if (dir === undefined) return exportLog(log, options, terminal);
        if (options.out === '-' && options.from === 1) return exportTiles(log, place, dir, terminal);
        throw new Stopped('OPTIONS_CLASH', '--out and --from are for JSON lines, not for a directory', ExitCode.usage);
      }),
    );
}

async function exportLog(log: ReadOnlyLog, { out, from }: Options, terminal: Terminal): Promise<void> {
  const head = await log.head();
  if (from > head + 1) throw new Stopped('POSITION_UNKNOWN', `the log ends at position ${head}; ${from} is beyond it`);
  const progress = new ProgressLine(terminal.err, terminal, 'events');
  try {
    await writeWhole(out, terminal, async (output) => {
      for await (const page of pagesOf(log, from - 1, head, terminal.interrupted)) {
        await print(output, page.map(logLine).join(''));
        progress.show(page.at(-1)!.position - from + 1, head - from + 1);
      }
    });
  } finally {
    progress.clear();
  }
  const where = out === '-' ? '' : ` to ${out}`;
  terminal.err.write(`exported ${thousands(head - from + 1)} events${where}; the log ends at position ${head}\n`);
}
