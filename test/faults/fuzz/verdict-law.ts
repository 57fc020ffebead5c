import { closeSync, existsSync, lstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { VerifierKey } from '@plenum/event-log';
import type { FuzzedCase } from './fuzzed-case';
import { bodyOf, rowsOf, type Events, type SoundPlaces } from './sound-places';
import { filesIn } from './spoilt-places';

const WIDTH = 256;
/** Unit: bytes of a file that is looked into. */
const MOST = 64 * 1024 * 1024;

/**
 * Why "valid" may be said of a case: what the audit vouches for is what it was, to the byte. Throws with the reason where it may not. What
 * was changed all the same must be one of the few things that no audit vouches for; each has its name here.
 */
export function whyValid(places: SoundPlaces, { spoilt, room, againstHead, what }: FuzzedCase): string {
  const place = join(room, spoilt);
  switch (spoilt) {
    case 'export':
      return exportHolds(places, place, againstHead);
    case 'folder':
      return folderHolds(places, place, againstHead);
    case 'receipt':
      return what.startsWith('compare')
        ? headHolds(places, textOf(place))
        : receiptHolds(places, textOf(place, beginningOf));
    case 'head':
    case 'cosigned':
      return headHolds(places, textOf(place));
    case 'key':
      return hold(textOf(place).includes(places.key), 'the key is still there', 'another key');
    case 'policy':
      return policyHolds(places, textOf(place));
    default:
      // A count file that was changed is another election; its count says nothing of a log.
      return hold(isJson(textOf(place)), 'another election', 'no JSON');
  }
}

function hold(holds: boolean, because: string, otherwise: string): string {
  if (!holds) throw new Error(otherwise);
  return because;
}

function exportHolds(places: SoundPlaces, place: string, againstHead: boolean): string {
  const [body, size] = signedIn(places, readFileSync(join(place, 'checkpoint'), 'utf8'));
  if (againstHead && size < places.events.length) throw new Error('shorter than the head that was given');
  for (let first = 0; first < size; first += WIDTH)
    sameEvents(places, bundleIn(place, first, Math.min(WIDTH, size - first)), first);
  const sound = join(places.sound, 'export');
  const changed = [...new Set([...filesIn(place), ...filesIn(sound)])].filter(
    (name) => !sameFile(join(place, name), join(sound, name)),
  );
  const because = changed.map((name) => {
    if (name === 'checkpoint')
      return hold(body !== '', 'another head that the log had, or lines of others below it', name);
    // The key was given apart: the one inside is read, and must be one.
    if (name === 'key')
      return hold(isKey(join(place, name)), 'a key inside the export, beside the one that was given', name);
    return hold(!existsSync(join(sound, name)), 'a file that no export has', `${name} was changed`);
  });
  return because.join('; ') || 'nothing changed';
}

/** Size of the tree in a head, if it is one that the log had. */
function signedIn(places: SoundPlaces, text: string): [string, number] {
  const body = bodyOf(text);
  if (!places.heads.has(body)) throw new Error('a head that the log never had');
  return [body, Number(body.split('\n')[1])];
}

function bundleIn(place: string, first: number, count: number): Events {
  const index = String(first / WIDTH).padStart(3, '0');
  const bytes = readFileSync(join(place, `tile/entries/${index}${count === WIDTH ? '' : `.p/${count}`}`));
  const events: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += 2 + bytes.readUInt16BE(at))
    events.push(bytes.subarray(at + 2, at + 2 + bytes.readUInt16BE(at)));
  if (events.length !== count) throw new Error(`${events.length} events instead of ${count}`);
  return events;
}

function sameEvents(places: SoundPlaces, events: Events, first: number): void {
  events.forEach((bytes, index) => {
    const sound = places.events[first + index];
    if (sound === undefined || !Buffer.from(bytes).equals(sound))
      throw new Error(`event ${first + index + 1} is another`);
  });
}

function folderHolds(places: SoundPlaces, place: string, againstHead: boolean): string {
  const events = rowsOf(join(place, `${places.assemblyId}.log.db`));
  sameEvents(places, events, 0);
  if (againstHead && events.length < places.events.length) throw new Error('shorter than the head that was given');
  // Of a list that grew beyond all bounds an auditor reads the end: heads that nobody kept.
  const kept = filesIn(place).filter((name) => /checkpoints?$/.test(name) && lstatSync(join(place, name)).size <= MOST);
  const sizes = kept.flatMap((name) =>
    headsOf(readFileSync(join(place, name), 'utf8')).map((one) => signedIn(places, one)[1]),
  );
  if (sizes.some((size) => size > events.length)) throw new Error('shorter than a head that lies beside it');
  if (events.length < places.events.length) return 'a younger log, with no head beside it that says more';
  return 'every event is there; what else is in the database, and which heads were kept, is as it may be';
}

/** The notes of a list, the last of which may have been cut short. */
const headsOf = (text: string): readonly string[] => text.match(/[^\n]+\n\d+\n[^\n]+\n\n(?:— [^\n]+\n)+/g) ?? [];

function receiptHolds(places: SoundPlaces, text: string): string {
  const read = letters(text);
  const known = [...places.receipts].some((body) => read.includes(letters(body)));
  return hold(
    known,
    'the same receipt, with other blanks or marks of mail in it, or lines around it',
    'another receipt',
  );
}

const isReceipt = (text: string): boolean => text.includes('tlog-proof@v1');

/** What a receipt is read by: mail may put blanks, quotation marks and tags between any two. */
const letters = (text: string): string => text.replace(/<[a-z/!][^<>\n]*>/gi, '').replace(/[^\w+/=.@-]/g, '');

function headHolds(places: SoundPlaces, text: string): string {
  // Of a receipt, mail may have taken even the empty line between a head and its signatures.
  const read = isReceipt(text) ? letters(text) : undefined;
  const isThere = (body: string) => read?.includes(letters(body)) ?? text.includes(`${body}\n\n— `);
  const known = [...places.heads].some(isThere);
  return hold(known, 'a head that the log had, with other lines around or below it', 'a head that the log never had');
}

/** Whom an auditor trusts is their own word, but what they ask must be met by what is there. */
function policyHolds({ key, witnessKey }: SoundPlaces, text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  if (!lines.some((line) => line.startsWith('log ') && line.endsWith(key)))
    throw new Error('the log is not in the policy');
  if (lines.includes('quorum none')) return 'a policy that asks for no witness';
  return hold(text.includes(witnessKey), 'a policy that names the same witness', 'a witness who has not signed');
}

/** A file as text, as people keep it: in UTF-16, or between the quotation marks of JSON. */
function textOf(file: string, large?: (file: string) => Buffer): string {
  const found = lstatSync(file);
  const isLarge = found.size > MOST;
  if (!found.isFile() || (isLarge && large === undefined)) throw new Error('not a file of its kind');
  const bytes = isLarge ? large!(file) : readFileSync(file);
  const text = (bytes[0] === 0xff && bytes[1] === 0xfe ? bytes.toString('utf16le') : bytes.toString('utf8')).replaceAll(
    '\r\n',
    '\n',
  );
  return text.includes('\\n') ? text.replaceAll('\\n', '\n') : text;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function isKey(file: string): boolean {
  if (!existsSync(file) || !lstatSync(file).isFile()) return true;
  return VerifierKey.parse(readFileSync(file, 'utf8').replace(/\n$/, '')).name !== '';
}

const sameFile = (one: string, other: string) =>
  existsSync(one) &&
  lstatSync(one).isFile() &&
  existsSync(other) &&
  lstatSync(one).size === lstatSync(other).size &&
  readFileSync(one).equals(readFileSync(other));

/** A receipt is looked for at the beginning of a file, whatever stands far behind it. */
function beginningOf(file: string): Buffer {
  const open = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(2 ** 20);
    return bytes.subarray(0, readSync(open, bytes, 0, bytes.length, 0));
  } finally {
    closeSync(open);
  }
}
