import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { presetCalled, presets, type Preset } from '../server/server-parts';
import { ExitCode, Stopped } from '../terminal/stopped';
import { print, type Terminal } from '../terminal/terminal';

const HELP = `
Without a name it lists the presets; with one it prints the charter, to be kept in a file and changed.
With --found it prints a whole request to the server, which found an assembly with this charter.

Examples:
  plenum preset
  plenum preset somerset > charter.json
  plenum preset somerset --found "Our co-operative" > found.json
  curl -s http://127.0.0.1:3000/graphql -H "authorization: Bearer $(plenum token --server)" \\
    -H 'content-type: application/json' -d @found.json`;

const FOUND = `mutation Found($input: FoundAssemblyInput!) { foundAssembly(input: $input) { __typename
  ... on AssemblyRecorded { assembly { id name } } ... on Refusal { message field } } }`;

interface Options {
  readonly found?: string;
}

export function addPreset(program: Command, terminal: Terminal): void {
  program
    .command('preset')
    .summary('list ready charters, or print one')
    .description('Rules of procedure that people know, ready to be adopted and changed. docs/presets tells them apart.')
    .argument('[name]', 'such as somerset')
    .option('--found <name>', 'print the request that founds an assembly of this name with it')
    .addHelpText('after', HELP)
    .action(async (name: string | undefined, options: Options) => print(terminal.out, textOf(name, options)));
}

function textOf(name: string | undefined, { found }: Options): string {
  if (name === undefined) {
    if (found !== undefined) throw new Stopped('PRESET_MISSING', 'name the preset to found with', ExitCode.usage);
    return presets.map(line).join('');
  }
  const preset = presetCalled(name);
  if (preset === undefined) {
    const names = presets.map((one) => one.name).join(', ');
    throw new Stopped('PRESET_UNKNOWN', `there is no preset "${name}"; the presets are ${names}`, ExitCode.usage);
  }
  return indented(found === undefined ? preset.charter : foundingRequest(preset, found));
}

function line({ name, title, summary }: Preset): string {
  return `${name.padEnd(16)}${title}\n${' '.repeat(16)}${summary}\n`;
}

function foundingRequest({ charter }: Preset, name: string): unknown {
  return { query: FOUND, variables: { input: { commandId: randomUUID(), name, charter } } };
}

function indented(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
