import { Option, type Command } from 'commander';
import { dataOption, wholeNumber } from '../options';
import { allowsPictures, print, type Terminal } from '../terminal/terminal';
import { Narrator } from './narrator';
import type { Scene } from './scene';
import { fitsOn, Screen } from './screen';
import { playMeeting } from './show';
import { hallDemo, type HallOptions } from './hall/hall-demo';
import { picture } from './picture';
import { privateVenue, runningVenue, type Venue } from './venue';

const HELP = `
Without --url the demo brings a real server of its own on a free port and a temporary folder, and leaves nothing behind.
With --url it plays on that server's demo assembly, as a new proposal; --data names its data folder, for the tokens.
With --meeting it plays a hall and those online at once: ten items, two desks, five shows of hands, and at the end a check that no
voice was lost or doubled (exit code 1 if one was).
In a pipe, with NO_COLOR, or in a window smaller than 80x24 it tells the meeting in plain lines.

Examples:
  plenum demo
  plenum demo --fast | cat
  plenum demo --meeting
  plenum demo --meeting --hall 60 --online 240 --pace 5
  plenum demo --url http://127.0.0.1:3000 --data data`;

const BEAT_MS = 1_000;
const FAST_BEAT_MS = 85;
const SMALLEST_HALL = 40;

interface Options {
  readonly data: string;
  readonly url?: string;
  readonly fast: boolean;
  readonly keep: boolean;
}

export function addDemo(program: Command, terminal: Terminal): void {
  program
    .command('demo')
    .summary('watch an assembly decide, live')
    .description(
      'A scripted meeting of an assembly, live in your terminal: delegations, ballots, the close, the result.',
    )
    .addOption(dataOption())
    .addOption(new Option('--url <url>', 'play on a running server instead of a private one'))
    .option('--fast', 'twelve seconds instead of a minute and a half', false)
    .option('--keep', 'keep the log of the private server, to check the result', false)
    .option('--meeting', 'a hall and 2,000 people online at once, checked at the end', false)
    .option('--hall <people>', 'with --meeting: how many come to the hall', wholeNumber(SMALLEST_HALL), 500)
    .option('--online <people>', 'with --meeting: how many stay at home', wholeNumber(SMALLEST_HALL), 2000)
    .option(
      '--pace <minutes>',
      'with --meeting: how long its ballots take; by default as fast as it goes',
      wholeNumber(1),
    )
    .addHelpText('after', HELP)
    .action((options: Options & HallOptions & { readonly meeting: boolean }) =>
      options.meeting ? hallDemo(options, terminal) : demo(options, options.fast ? FAST_BEAT_MS : BEAT_MS, terminal),
    );
}

/** Play it with beats of the given length. */
export async function demo(options: Options, beatMilliseconds: number, terminal: Terminal): Promise<void> {
  const { out, err } = terminal;
  if (options.url === undefined) err.write('Starting a private server with a demo assembly …\n');
  const venue = options.url === undefined ? await privateVenue(options.keep) : runningVenue(options.url, options.data);
  try {
    const scene = await perform(venue, beatMilliseconds, terminal);
    await print(out, epilogue(scene, venue));
  } finally {
    await venue.close();
  }
}

async function perform(venue: Venue, beatMilliseconds: number, terminal: Terminal): Promise<Scene> {
  const { out, interrupted } = terminal;
  const tempo = { beatMilliseconds, interrupted };
  if (!allowsPictures(out, terminal) || !fitsOn(out)) return playMeeting(venue, new Narrator(out), tempo);
  const screen = new Screen(out, picture);
  try {
    return await playMeeting(venue, screen, tempo);
  } finally {
    screen.close();
  }
}

function epilogue({ proposal }: Scene, { folder, cast, kept }: Venue): string {
  const check = `plenum export-count ${proposal.id} --data ${folder} --assembly ${cast.assemblyId} | plenum count - | sha256sum`;
  return [
    '',
    `${proposal.title}: ${proposal.result?.outcome ?? 'not certified'}`,
    `certified count digest  ${proposal.result?.countDigest ?? 'none'}`,
    kept
      ? `Anyone with the log can count again and must meet it:\n  ${check}`
      : 'Anyone with the log can count again and must meet it. To try: plenum demo --fast --keep',
    '',
  ].join('\n');
}
