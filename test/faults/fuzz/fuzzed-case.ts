import { cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Dice } from '../support/dice';
import { headOf, writeExport, type SoundPlaces } from './sound-places';
import {
  exchangeFiles,
  filesIn,
  junkBeside,
  rehashedBundle,
  spoilDatabase,
  spoilFile,
  spoilPages,
} from './spoilt-places';
import { spoiltEvent, SPOILS } from './spoilt-bytes';

/** What an auditor asks, what of it was spoilt, and how. */
export interface FuzzedCase {
  readonly what: string;
  readonly args: readonly string[];
  /** The case's own copies, under the names that `SoundPlaces` has. */
  readonly room: string;
  readonly spoilt: string;
  readonly done: readonly string[];
  /** Whether the auditor was also given the last head of the sound log. */
  readonly againstHead: boolean;
}

interface Question {
  readonly spoils: string;
  /** With the sound head beside it. */
  readonly head?: true;
  readonly args: (
    at: (name: string) => string,
    sound: (name: string) => string,
    places: SoundPlaces,
  ) => readonly string[];
}

const explained = ({ member, proposal }: SoundPlaces, of: string) => [
  'explain',
  member,
  '--proposal',
  proposal,
  '--of',
  of,
];
const QUESTIONS: Readonly<Record<string, Question>> = {
  'verify export': { spoils: 'export', args: (at, sound) => ['verify', at('export'), '--key', sound('key')] },
  'verify export, against a head': {
    ...{ spoils: 'export', head: true },
    args: (at, sound) => ['verify', at('export'), '--key', sound('key'), '--head', sound('head'), '--json'],
  },
  'verify folder': {
    spoils: 'folder',
    args: (at) => ['verify', at('folder'), '--heads', at('folder/heads')],
  },
  'verify log file': {
    ...{ spoils: 'folder', head: true },
    args: (at, sound, { assemblyId }) => [
      'verify',
      at(`folder/${assemblyId}.log.db`),
      '--heads',
      at('folder/heads'),
      '--key',
      sound('key'),
      '--head',
      sound('head'),
    ],
  },
  'verify by a policy': {
    spoils: 'policy',
    args: (at, sound) => ['verify', sound('export'), '--policy', at('policy'), '--head', sound('cosigned')],
  },
  'verify with a cosigned head': {
    spoils: 'cosigned',
    args: (at, sound) => ['verify', sound('export'), '--policy', sound('policy'), '--head', at('cosigned')],
  },
  'verify with a key': { spoils: 'key', args: (at, sound) => ['verify', sound('export'), '--key', at('key')] },
  'verify with a head': {
    spoils: 'head',
    args: (at, sound) => ['verify', sound('export'), '--key', sound('key'), '--head', at('head')],
  },
  'verify receipt': {
    spoils: 'receipt',
    args: (at, sound) => ['verify', 'receipt', at('receipt'), '--key', sound('key')],
  },
  'verify heads': {
    spoils: 'head',
    args: (at, sound) => ['verify', 'heads', at('head'), sound('head'), '--key', sound('key')],
  },
  'recount export': {
    ...{ spoils: 'export', head: true },
    args: (at, sound) => [
      'recount',
      '--of',
      at('export'),
      '--key',
      sound('key'),
      '--head',
      sound('head'),
      '--rules',
      'all',
    ],
  },
  'recount folder': {
    spoils: 'folder',
    args: (at) => ['recount', '--of', at('folder'), '--heads', at('folder/heads')],
  },
  'explain export': {
    ...{ spoils: 'export', head: true },
    args: (at, sound, places) => [...explained(places, at('export')), '--key', sound('key'), '--head', sound('head')],
  },
  'explain folder': {
    spoils: 'folder',
    args: (at, _sound, places) => [...explained(places, at('folder')), '--heads', at('folder/heads')],
  },
  'compare exports': {
    spoils: 'export',
    args: (at, sound) => ['compare', at('export'), sound('export'), '--key', sound('key')],
  },
  'compare folder and export': {
    spoils: 'folder',
    args: (at, sound) => [
      'compare',
      at('folder'),
      sound('export'),
      '--key',
      sound('key'),
      '--heads',
      at('folder/heads'),
    ],
  },
  'compare head and export': {
    spoils: 'head',
    args: (at, sound) => ['compare', at('head'), sound('export'), '--key', sound('key')],
  },
  'compare receipt and export': {
    spoils: 'receipt',
    args: (at, sound) => ['compare', at('receipt'), sound('export'), '--key', sound('key')],
  },
  count: { spoils: 'count', args: (at) => ['count', at('count')] },
};

/** The case that a seed and a number make. */
export async function fuzzedCase(places: SoundPlaces, seed: number, number: number): Promise<FuzzedCase> {
  const dice = new Dice(seed ^ Math.imul(number, 0x9e3779b1));
  const what = dice.pick(Object.keys(QUESTIONS));
  const question = QUESTIONS[what]!;
  const room = join(places.room, 'case');
  rmSync(room, { recursive: true, force: true });
  mkdirSync(room);
  cpSync(join(places.sound, question.spoils), join(room, question.spoils), { recursive: true });
  const done: string[] = [];
  for (let changes = dice.oneIn(4) ? 2 : 1; changes > 0; changes -= 1)
    done.push(await spoil(places, question, room, dice));
  const at = (name: string) => join(room, name);
  const sound = (name: string) => join(places.sound, name);
  return {
    what,
    room,
    spoilt: question.spoils,
    done,
    againstHead: question.head === true,
    args: question.args(at, sound, places),
  };
}

async function spoil(places: SoundPlaces, { spoils, head }: Question, room: string, dice: Dice): Promise<string> {
  const place = join(room, spoils);
  // What a first change made of it cannot be read to be changed again.
  if (!isPlain(place)) return 'and nothing more';
  if (!statSync(place).isDirectory()) return spoilFile(room, spoils, dice, othersOf(places, spoils));
  const files = filesIn(place);
  const database = join(place, `${places.assemblyId}.log.db`);
  const throwOf = dice.below(10);
  try {
    if (spoils === 'export' && throwOf < 2) return rehashedBundle(place, dice, othersOf(places, 'receipt'));
    if (spoils === 'export' && throwOf < 4 && head) return await writtenAnew(places, place, dice);
    if (spoils === 'folder' && throwOf < 3) return spoilDatabase(database, dice, othersOf(places, 'receipt'));
    if (spoils === 'folder' && throwOf < 5) return spoilPages(database, dice);
    if (spoils === 'folder' && throwOf === 5)
      return junkBeside(database, dice, othersOf(places, `folder/${places.assemblyId}.log.db`));
  } catch {
    // What a first change has left cannot be changed in this way any more.
  }
  if (throwOf === 9 && files.length > 1) return exchangeFiles(place, dice);
  const name = dice.pick(files);
  return spoilFile(place, name, dice, othersOf(places, join(spoils, name)));
}

/** Whether all that is there are files and folders of some MiB at most. */
function isPlain(place: string): boolean {
  const found = lstatSync(place, { throwIfNoEntry: false });
  if (found?.isDirectory()) {
    const names = readdirSync(place);
    return names.length > 0 && names.every((name) => isPlain(join(place, name)));
  }
  return found?.isFile() === true && found.size < 64 * 2 ** 20;
}

/** The keeper of the key writes the log anew, with an event that nobody can mean well with, and every hash and signature right. */
async function writtenAnew(places: SoundPlaces, place: string, dice: Dice): Promise<string> {
  const at = dice.below(places.events.length);
  const what = spoiltEvent(dice);
  const spoilt = SPOILS[what]!(Buffer.from(places.events[at]!), dice, [Buffer.from(dice.pick(places.events))]);
  const events = places.events.with(at, spoilt);
  await writeExport(place, places.assemblyId, events, places.signer);
  return `event ${at + 1}, and the log signed anew (${headOf(events, places.signer).split('\n')[2]}): ${what}`;
}

function othersOf({ others, sound }: SoundPlaces, name: string): readonly Buffer[] {
  const files = [...others.map((place) => join(place, name)), ...(name === 'head' ? [join(sound, 'earlier')] : [])];
  const found = files.filter((file) => existsSync(file)).map((file) => readFileSync(file));
  return found.length > 0 ? found : [readFileSync(join(sound, 'key'))];
}
