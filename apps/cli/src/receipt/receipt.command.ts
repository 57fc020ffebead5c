import { existsSync } from 'node:fs';
import { InvalidArgumentError, type Command } from 'commander';
import { tokenOption, urlOption, wholeNumber } from '../options';
import { writeWhole } from '../export/output-file';
import { GraphqlClient } from '../server/graphql-client';
import { ExitCode, Stopped } from '../terminal/stopped';
import { print, type Terminal } from '../terminal/terminal';

const HELP = `
POSITION is in the receipt that every command answers with, and in the history. The file holds the event, its way up the tree
of hashes, and the signed head of the log: it can be checked without the server, by anybody, for good.

Examples:
  plenum receipt 412
  plenum receipt 412 --out my-vote.tlog-proof --qr my-vote.svg
  plenum verify receipt my-vote.tlog-proof --key agenda-key.txt`;

const QUERY = 'query ($position: Int!) { receiptProof(position: $position) { text qr } }';

interface Options {
  readonly url: string;
  readonly token?: string;
  readonly out?: string;
  readonly qr?: string;
}

interface Proof {
  readonly text: string;
  readonly qr: string | null;
}

export function addReceipt(program: Command, terminal: Terminal): void {
  program
    .command('receipt')
    .summary('keep the proof that an event stands in the log')
    .description('Ask the server for the receipt of the event at POSITION and write it to a file.')
    .argument('<position>', 'log position of the event', positionOf)
    .addOption(urlOption())
    .addOption(tokenOption())
    .option('--out <file>', 'where to; - for standard output (default: event-POSITION.tlog-proof)')
    .option('--qr <file>', 'the same as a QR code, SVG')
    .addHelpText('after', HELP)
    .action((position: number, options: Options) => keepReceipt(position, options, terminal));
}

/** A receipt that is there already is not asked for, but checked. */
function positionOf(text: string): number {
  if (existsSync(text) && !/^\d+$/.test(text))
    throw new InvalidArgumentError(`It is a file; a receipt is checked with: plenum verify receipt ${text}`);
  return wholeNumber(1)(text);
}

async function keepReceipt(position: number, { url, token, out, qr }: Options, terminal: Terminal): Promise<void> {
  if (token === undefined)
    throw new Stopped('TOKEN_MISSING', 'say who asks: --token, or PLENUM_TOKEN; see plenum token', ExitCode.usage);
  const { receiptProof } = await new GraphqlClient(url, token, terminal.interrupted).ask<{
    receiptProof: Proof | null;
  }>(QUERY, { position });
  if (receiptProof === null) throw new Stopped('POSITION_UNKNOWN', `the log has no event ${position} yet`);
  const file = out ?? `event-${position}.tlog-proof`;
  await writeWhole(file, terminal, (output) => print(output, receiptProof.text));
  if (qr !== undefined) await writeQr(qr, receiptProof.qr, terminal);
  if (file !== '-') terminal.err.write(`kept ${file}; check it with: plenum verify receipt ${file} --key KEY\n`);
}

async function writeQr(file: string, picture: string | null, terminal: Terminal): Promise<void> {
  if (picture === null) throw new Stopped('QR_TOO_LONG', 'this receipt is too long for a QR code; keep the file');
  await writeWhole(file, terminal, (output) => print(output, picture));
}
