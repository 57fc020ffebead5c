import type { Command } from 'commander';
import { upcast, type StoredEvent } from '@plenum/domain';
import type { ReadOnlyLog, RecordedEvent } from '@plenum/event-log';
import { withLog } from '../data-folder/data-folder';
import { shortId } from '../data-folder/ids';
import { logLine } from '../export/log-lines';
import { assemblyOption, dataOption, wholeNumber } from '../options';
import { pause } from '../terminal/pause';
import { Interrupted } from '../terminal/stopped';
import { print, type Terminal } from '../terminal/terminal';
import { eventSummary } from './event-summary';
import { momentText } from './naming';

const HELP = `
Position, time (UTC, informative), kind and a few words; people and proposals by the first letters of their ids.
With --json the lines are those of plenum export. Ctrl-C ends --follow. The log is only read.

Examples:
  plenum tail --follow
  plenum tail --from 1 --json | jq .event.type`;

const LAST = 10;
const PAGE = 1_000;
const LOOK_EVERY_MS = 200;

interface Options {
  readonly data: string;
  readonly assembly?: string;
  readonly from?: number;
  readonly follow: boolean;
  readonly json: boolean;
}

export function addTail(program: Command, terminal: Terminal): void {
  program
    .command('tail')
    .summary('show the newest events, and follow')
    .description(`Show the last ${LAST} events of the log, or those from a position on.`)
    .addOption(dataOption())
    .addOption(assemblyOption())
    .option('--from <position>', 'the first position wanted', wholeNumber(1))
    .option('--follow', 'go on as events are stored, until Ctrl-C', false)
    .option('--json', 'JSON lines as plenum export writes them', false)
    .addHelpText('after', HELP)
    .action((options: Options) => withLog(options, (log) => tail(log, options, terminal)));
}

async function tail(log: ReadOnlyLog, { from, follow, json }: Options, terminal: Terminal): Promise<void> {
  const show = json ? showJson : showLines;
  let shown = from === undefined ? Math.max(0, (await log.head()) - LAST) : from - 1;
  try {
    do {
      if (log.changed()) shown = await show(log, shown, terminal);
      if (follow) await pause(LOOK_EVERY_MS, terminal.interrupted);
    } while (follow);
  } catch (error) {
    // Ctrl-C is how following ends, not a failure.
    if (!(error instanceof Interrupted)) throw error;
  }
}

async function showJson(log: ReadOnlyLog, after: number, { out }: Terminal): Promise<number> {
  for (let at = after; ;) {
    const page = await log.readBytes(at, PAGE);
    if (page.length === 0) return at;
    await print(out, page.map(logLine).join(''));
    at = page.at(-1)!.position;
  }
}

async function showLines(log: ReadOnlyLog, after: number, { out }: Terminal): Promise<number> {
  for (let at = after; ;) {
    const page = await log.readAll(at, PAGE);
    if (page.length === 0) return at;
    await print(out, page.map(eventLine).join(''));
    at = page.at(-1)!.position;
  }
}

const naming = { member: shortId, proposal: (id: string) => `proposal ${shortId(id)}` };

/** Such as `   812  2026-11-24 20:04:05Z  BallotCast           3f2a91c0 votes yes on proposal 91ab23cd`. */
export function eventLine(event: RecordedEvent): string {
  const summary = eventSummary(upcast(event) as StoredEvent, naming);
  return `${String(event.position).padStart(6)}  ${momentText(event.at)}  ${event.type.padEnd(19)}  ${summary}\n`;
}
