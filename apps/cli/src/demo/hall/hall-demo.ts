import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder } from '../../data-folder/data-folder';
import { Stopped } from '../../terminal/stopped';
import { allowsPictures, print, type Terminal } from '../../terminal/terminal';
import { fitsOn, Screen } from '../screen';
import { checkMeeting, type Checked, type HallLog } from './check';
import { playHall, type HallPlan, type HallPlay } from './meeting';
import { HallNarrator } from './narrator';
import { hallPicture } from './picture';
import type { HallScene } from './scene';

export interface HallOptions {
  readonly data: string;
  readonly url?: string;
  readonly keep: boolean;
  readonly hall: number;
  readonly online: number;
  /** Minutes. */
  readonly pace?: number;
}

const PHONES_AT_A_TIME = 64;
/** How many ballots a hundred members cast with their phones during the meeting, about. */
const BALLOTS_OF_HUNDRED = 370;

/** Play the meeting, check it, and say so. Throws `Stopped` (exit code 1) when a voice was lost or doubled. */
export async function hallDemo(options: HallOptions, terminal: Terminal): Promise<void> {
  const { out, err, interrupted } = terminal;
  if (options.url === undefined) err.write('Starting a private server …\n');
  const venue = await venueOf(options);
  try {
    const play = await perform(venue, planOf(options), terminal);
    try {
      const { checks, minutes } = await checkMeeting(play, venue, interrupted);
      if (venue.kept) writeFileSync(join(venue.folder, 'minutes.md'), minutes.markdown);
      await print(out, epilogue(checks, play, venue));
      if (checks.some(({ holds }) => !holds)) throw new Stopped('VOICE_LOST', 'not every voice is where it should be');
    } finally {
      await play.gathering.close();
    }
  } finally {
    await venue.close();
  }
}

type HallVenue = HallLog & { readonly kept: boolean; close(): Promise<void> };

async function venueOf({ url, data, keep }: HallOptions): Promise<HallVenue> {
  if (url !== undefined) return { url, folder: dataFolder(data), kept: false, close: async () => undefined };
  const { openServer } = require('../private-server') as typeof import('../private-server');
  return { ...(await openServer(keep)), kept: keep };
}

function planOf({ hall, online, pace }: HallOptions): HallPlan {
  const ballots = ((hall + online) * BALLOTS_OF_HUNDRED) / 100;
  const perSecond = pace === undefined ? {} : { perSecond: Math.max(1, Math.round(ballots / (pace * 60))) };
  return { size: { hall, online }, phones: { atATime: PHONES_AT_A_TIME, ...perSecond } };
}

async function perform(venue: HallVenue, plan: HallPlan, terminal: Terminal): Promise<HallPlay> {
  const { out, interrupted } = terminal;
  if (!allowsPictures(out, terminal) || !fitsOn(out)) return playHall(venue, plan, new HallNarrator(out), interrupted);
  const screen = new Screen<HallScene>(out, (scene, said, _now, size) => hallPicture(scene, said, size));
  try {
    return await playHall(venue, plan, screen, interrupted);
  } finally {
    screen.close();
  }
}

function epilogue(checks: readonly Checked[], { gathering }: HallPlay, { folder, kept }: HallVenue): string {
  const { ledger, assemblyId } = gathering;
  const refused = [...ledger.refused].map(([name, times]) => `${name} ${times}`).join(', ');
  return [
    '',
    ...checks.map(({ what, holds, found }) => `${holds ? '✓' : '✗ NOT SO:'} ${what} (${found})`),
    '',
    `refused, as it should be: ${refused}`,
    kept
      ? `minutes: ${join(folder, 'minutes.md')}\nto check again: plenum verify ${folder} --assembly ${assemblyId}`
      : 'To keep the log and the minutes: plenum demo --meeting --keep',
    '',
  ].join('\n');
}
