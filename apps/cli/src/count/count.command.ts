import { createReadStream } from 'node:fs';
import { count, parseCountFile, printResult } from '@plenum/counting';
import type { Command } from 'commander';
import { ExitCode, Stopped } from '../terminal/stopped';
import { print, type Terminal } from '../terminal/terminal';

const HELP = `
The result is one JSON document on standard output; the same file always gives the same bytes.
A file that is not a count file is refused with exit code 2 and one line that names the JSON path.

Examples:
  plenum count election.json
  plenum export-count PROPOSAL | plenum count - | sha256sum    (must print the certified count digest)`;

/** Unit: bytes. Longer text does not fit into one string with room to spare. */
const LARGEST_FILE = 256 * 1024 * 1024;

export function addCount(program: Command, terminal: Terminal): void {
  program
    .command('count')
    .summary('count an election written in a count file')
    .description('Count the election in FILE (- for standard input) exactly as the server would.')
    .argument('<file>', 'a count file, or - for standard input')
    .addHelpText('after', HELP)
    .action(async (file: string) => {
      const parsed = parseCountFile(await textOf(file, terminal));
      if ('error' in parsed) throw badFile(`${parsed.error.path}: ${parsed.error.reason}`);
      await print(terminal.out, printResult(count(parsed.election)));
    });
}

async function textOf(file: string, { input }: Terminal): Promise<string> {
  const bytes = await (file === '-'
    ? wholeOf(input)
    : wholeOf(createReadStream(file)).catch((error: Error) => unreadable(file, error)));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw badFile('$: is not UTF-8 text');
  }
}

/** No more is read than may be there: a file may be a device, or a pipe, that never ends. */
async function wholeOf(source: AsyncIterable<string | Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of source) {
    chunks.push(Buffer.from(chunk));
    if ((length += chunk.length) > LARGEST_FILE) throw badFile('$: is larger than 256 MiB');
  }
  return Buffer.concat(chunks);
}

function unreadable(file: string, error: Error): never {
  if (error instanceof Stopped) throw error;
  throw badFile(`${file}: cannot be read: ${error.message}`);
}

/** The count file's own contract: the line is the path and the reason and nothing else. */
function badFile(line: string): Stopped {
  return new Stopped('', line, ExitCode.badFile);
}
