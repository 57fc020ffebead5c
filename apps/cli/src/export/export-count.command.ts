import type { Command } from 'commander';
import { printCountFile } from '@plenum/counting';
import { electionOf, type AssemblyRecord } from '@plenum/domain';
import type { ReadOnlyLog } from '@plenum/event-log';
import { withLog } from '../data-folder/data-folder';
import { rawId } from '../data-folder/ids';
import { recordAt } from '../data-folder/record-at';
import { assemblyOption, dataOption, wholeNumber } from '../options';
import { Stopped } from '../terminal/stopped';
import { print, type Terminal } from '../terminal/terminal';
import { writeWhole } from './output-file';

const HELP = `
Without --at: the proposal at its close, or now while voting is open.
Counting the file gives the certified count document, byte for byte:
  plenum export-count PROPOSAL | plenum count - | sha256sum

Examples:
  plenum export-count UHJvcG9zYWw6... --out roof.json
  plenum export-count UHJvcG9zYWw6... --at 640      (how it stood at log position 640)`;

interface Options {
  readonly data: string;
  readonly assembly?: string;
  readonly out: string;
  readonly at?: number;
}

export function addExportCount(program: Command, terminal: Terminal): void {
  program
    .command('export-count')
    .summary('write a proposal as a count file')
    .description('Write the count file of a proposal from the log: its roll, delegations, ballots and rules.')
    .argument('<proposal>', 'the id of the proposal')
    .addOption(dataOption())
    .addOption(assemblyOption())
    .option('--at <position>', 'as it stood at this log position', wholeNumber(1))
    .option('--out <file>', 'a file, which appears whole or not at all; - for standard output', '-')
    .addHelpText('after', HELP)
    .action((proposal: string, options: Options) =>
      withLog(options, async (log) => {
        const text = await countFileOf(log, rawId('Proposal', proposal), options.at, terminal.interrupted);
        await writeWhole(options.out, terminal, (output) => print(output, text));
      }),
    );
}

async function countFileOf(
  log: ReadOnlyLog,
  proposalId: string,
  at: number | undefined,
  signal: AbortSignal,
): Promise<string> {
  const head = await log.head();
  if (at !== undefined && at > head) {
    throw new Stopped('POSITION_UNKNOWN', `the log ends at position ${head}; ${at} is beyond it`);
  }
  const record = await recordAt(log, at ?? head, { signal });
  const closedAt = proposalIn(record, proposalId).state.closed?.position;
  const counted = at === undefined && closedAt !== undefined ? await recordAt(log, closedAt, { signal }) : record;
  const election = electionOf(counted, proposalId);
  if (election === undefined) {
    throw new Stopped(
      'PROPOSAL_NOT_OPENED',
      `voting on proposal ${proposalId} had not opened by position ${counted.position}`,
    );
  }
  return printCountFile(election);
}

function proposalIn(record: AssemblyRecord, proposalId: string) {
  const proposal = record.proposals.get(proposalId);
  if (proposal !== undefined) return proposal;
  throw new Stopped('PROPOSAL_UNKNOWN', `there is no proposal ${proposalId} at position ${record.position}`);
}
