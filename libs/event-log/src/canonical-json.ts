import { isPlainCanonicalJson } from './canonical-json-plain';
import { UnstorableEvent } from './errors';
import type { LogJson } from './event-log';

/**
 * RFC 8785 (JSON Canonicalization Scheme) for the JSON the log accepts: one value has exactly one spelling, so a hash of
 * the bytes is a hash of the fact. Numbers are integers within ±(2^53-1); null and fractions do not exist here.
 */

/** Deeper values are refused: nobody reads them, and they would exhaust the stack. Unit: levels. */
export const MAX_DEPTH = 64;

/** Where a container stands in the value, innermost last; spelled out only when something is wrong. */
interface Place {
  readonly parent: Place | undefined;
  readonly step: string;
  readonly depth: number;
}

/**
 * The canonical text of `value`; encode it as UTF-8 to get the bytes.
 * Throws `UnstorableEvent` naming the JSON path (under `root`) of the first value that is not `LogJson`.
 */
export function canonicalJson(value: LogJson, root = '$'): string {
  return write(value, { parent: undefined, step: root, depth: 1 }, undefined);
}

/**
 * The value of stored bytes, accepted only in their one canonical spelling: no repeated keys, no other key order, no white
 * space, no byte order mark, no escape or number form that `canonicalJson` would not write.
 * Throws `UnstorableEvent` otherwise.
 */
export function parseCanonicalJson(bytes: Uint8Array): LogJson {
  if (isPlainCanonicalJson(bytes, MAX_DEPTH)) return JSON.parse(asciiIn(bytes)) as LogJson;
  const text = decodeUtf8(bytes);
  const value = parseText(text);
  if (canonicalJson(value) !== text)
    throw new UnstorableEvent('$', 'the bytes are not the canonical spelling (RFC 8785) of their value');
  return value;
}

function asciiIn({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('latin1');
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new UnstorableEvent('$', 'the bytes are not UTF-8');
  }
}

function parseText(text: string): LogJson {
  try {
    return JSON.parse(text) as LogJson;
  } catch {
    throw new UnstorableEvent('$', 'the bytes are not JSON');
  }
}

/** `step` leads from `place` to the value, and may be an empty key; without one, the value is what stands at `place`. */
function write(value: unknown, place: Place, step: string | undefined): string {
  switch (typeof value) {
    case 'string':
      return writeString(value, place, step);
    case 'number':
      if (!Number.isSafeInteger(value)) refuse(place, step, `${value} is not an integer within ±(2^53-1)`);
      if (Object.is(value, -0)) refuse(place, step, 'negative zero is not stored; write 0');
      return String(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) refuse(place, step, 'null is not stored; leave the key out');
      return writeContainer(value, step === undefined ? place : enter(place, step));
    default:
      return refuse(place, step, `${typeof value} is not JSON the log accepts`);
  }
}

function writeContainer(value: object, place: Place): string {
  if (Array.isArray(value)) return writeArray(value, place);
  const prototype: unknown = Object.getPrototypeOf(value);
  // A plain object of any realm: its prototype is the end of the chain. Dates, maps and class instances are not facts.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null)
    refuse(place, undefined, 'only plain objects are stored');
  return writeObject(value as Record<string, unknown>, place);
}

function writeArray(items: readonly unknown[], place: Place): string {
  let text = '[';
  for (let index = 0; index < items.length; index++) {
    if (index > 0) text += ',';
    text += write(items[index], place, `[${index}]`);
  }
  return text + ']';
}

function writeObject(value: Record<string, unknown>, place: Place): string {
  // The default sort compares UTF-16 code units, which is the order RFC 8785 asks for.
  const keys = Object.keys(value).sort();
  let text = '{';
  for (const key of keys) {
    if (text.length > 1) text += ',';
    text += writeString(key, place, undefined);
    text += ':';
    text += write(value[key], place, key);
  }
  return text + '}';
}

/** Printable ASCII without a quote or a backslash: already NFC, and its own spelling. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** With the `u` flag a whole pair is one code point, so only halves match. */
const LONE_SURROGATE = /\p{Surrogate}/u;

function writeString(value: string, place: Place, step: string | undefined): string {
  if (PLAIN.test(value)) return `"${value}"`;
  if (LONE_SURROGATE.test(value)) refuse(place, step, 'the text has half of a surrogate pair');
  if (value.normalize('NFC') !== value) refuse(place, step, 'the text is not in Unicode NFC');
  return JSON.stringify(value);
}

function enter(parent: Place, step: string): Place {
  if (parent.depth === MAX_DEPTH) refuse(parent, step, `the value is nested deeper than ${MAX_DEPTH} levels`);
  return { parent, step, depth: parent.depth + 1 };
}

function refuse(place: Place, step: string | undefined, reason: string): never {
  let path = step === undefined ? '' : spell(step);
  for (let at: Place | undefined = place; at; at = at.parent) path = (at.parent ? spell(at.step) : at.step) + path;
  throw new UnstorableEvent(path, reason);
}

function spell(step: string): string {
  if (/^\[\d+\]$/.test(step)) return step;
  return /^[A-Za-z_$][\w$]*$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
}
