import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { InvalidArgumentError, type Command } from 'commander';
import { tokenOption, urlOption } from '../options';
import { GraphqlClient } from '../server/graphql-client';
import { isRefusal } from '../server/refusal';
import { ProgressLine, thousands } from '../terminal/progress';
import { ExitCode, leaving, Stopped } from '../terminal/stopped';
import { print, type Terminal } from '../terminal/terminal';
import { followImport, importRoll, type RollImported } from './roll-import';

const HELP = `
The file is CSV with a header row; columns in any order: name, email, number, class, weight, votes. Only name is required.
Everybody is enrolled or nobody: the first fault is named by line and column, with exit code 2.
Needs a token of the role registrar.

Examples:
  plenum import-roll members.csv --dry-run
  PLENUM_TOKEN=$(plenum token --role registrar) plenum import-roll members.csv
  plenum import-roll members.csv --command-id 0b5e...     (again, after a lost answer: nobody is enrolled twice)`;

/** How long the import waits for the socket that tells of its progress. */
const SOCKET_PATIENCE_MS = 1_000;

interface Options {
  readonly url: string;
  readonly token?: string;
  readonly dryRun: boolean;
  readonly namesakes: boolean;
  readonly commandId?: string;
}

export function addImportRoll(program: Command, terminal: Terminal): void {
  program
    .command('import-roll')
    .summary('enrol everybody in a CSV file')
    .description('Enrol everybody in a CSV file through a running server, or nobody.')
    .argument('<file>', 'the roll, as CSV in UTF-8')
    .addOption(urlOption())
    .addOption(tokenOption())
    .option('--dry-run', 'check the whole file and enrol nobody', false)
    .option('--namesakes', 'enrol people without a number though the roll has their name already', false)
    .option('--command-id <uuid>', 'the id of an earlier try', uuid)
    .addHelpText('after', HELP)
    .action(async (file: string, options: Options) => {
      const commandId = options.commandId ?? randomUUID();
      const csv = await textOf(file);
      await print(terminal.out, sentence(await send(csv, commandId, options, terminal)));
    });
}

function uuid(text: string): string {
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text.toLowerCase();
  throw new InvalidArgumentError('It must be a UUID.');
}

async function textOf(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: Error) => {
    throw new Stopped('FILE_UNREADABLE', `${file} cannot be read: ${error.message}`, ExitCode.badFile);
  });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Stopped('FILE_UNREADABLE', `${file} is not UTF-8 text`, ExitCode.badFile);
  }
}

async function send(csv: string, commandId: string, options: Options, terminal: Terminal): Promise<RollImported> {
  const { url, token, dryRun, namesakes } = options;
  if (token === undefined || token === '') {
    throw new Stopped('TOKEN_MISSING', 'give a registrar token with --token or PLENUM_TOKEN', ExitCode.usage);
  }
  terminal.err.write(`command id ${commandId}\n`);
  const client = new GraphqlClient(url, token, terminal.interrupted);
  const line = new ProgressLine(terminal.err, terminal, 'people');
  const unfollow = followImport(client, commandId, ({ rowsDone, rowsTotal }) =>
    line.show(rowsDone, rowsTotal ?? undefined),
  );
  try {
    await client.listening(SOCKET_PATIENCE_MS);
    if (!dryRun && !namesakes && options.commandId === undefined) await refuseNamesakes(client, csv);
    const asked = () => importRoll(client, { commandId, csv, dryRun });
    const answer = dryRun ? await asked() : await leaving(mayBeEnrolled(commandId), asked);
    if (!isRefusal(answer)) return answer;
    const exitCode = answer.__typename === 'RollFileMustBeReadable' ? ExitCode.badFile : ExitCode.failed;
    throw new Stopped(
      answer.__typename,
      `${answer.field === '' ? '' : `${answer.field}: `}${answer.message}`,
      exitCode,
    );
  } catch (error) {
    throw error instanceof Stopped && error.code === 'SERVER_UNREACHABLE' ? retryable(error, commandId) : error;
  } finally {
    unfollow();
    line.clear();
    await client.close();
  }
}

/** The same file sent again under another command id would enrol everybody without a number twice. */
async function refuseNamesakes(client: GraphqlClient, csv: string): Promise<void> {
  const read = await importRoll(client, { commandId: randomUUID(), csv, dryRun: true });
  if (isRefusal(read) || read.namesakes === null || read.namesakes.length === 0) return;
  throw new Stopped(
    'NAMES_ON_THE_ROLL',
    `${namesakesOf(read.namesakes)}; give them numbers, or add --namesakes`,
    ExitCode.badFile,
  );
}

function namesakesOf(lines: readonly number[]): string {
  const many = lines.length > 1;
  const people = many ? `${thousands(lines.length)} people have no number and are` : 'one person has no number and is';
  return `${people} on the roll by name already (line ${lines[0]}${many ? ' and others' : ''}): was this file imported before?`;
}

function mayBeEnrolled(commandId: string): string {
  return `the server may enrol everybody all the same; it is safe to try again with --command-id ${commandId}`;
}

function retryable({ code, message }: Stopped, commandId: string): Stopped {
  return new Stopped(code, `${message}; it is safe to try again with --command-id ${commandId}`);
}

function sentence({ rows, namesakes, recorded }: RollImported): string {
  const people = `${thousands(rows)} ${rows === 1 ? 'person' : 'people'}`;
  if (recorded === null) {
    const warning = namesakes === null || namesakes.length === 0 ? '' : `${namesakesOf(namesakes)}\n`;
    return `${people} could be enrolled; this was a dry run and nobody was\n${warning}`;
  }
  const { position, repeated } = recorded.receipt;
  return `${people} enrolled${repeated ? ' already, by this command id' : ''}; the log is at position ${position}\n`;
}
