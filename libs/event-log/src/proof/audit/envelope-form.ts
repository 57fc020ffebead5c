import type { LogJson, RecordedEvent } from '../../event-log';

/** What the bytes of an event say: everything but the place and the hash, which are known from outside. */
export interface Envelope extends Omit<RecordedEvent, 'position' | 'leafHash' | 'commandId'> {
  readonly assembly: string;
  readonly command: string;
  readonly commandDigest: string;
}

type Form = (value: LogJson) => boolean;

const text: Form = (value) => typeof value === 'string' && value !== '';
const matching =
  (pattern: RegExp): Form =>
  (value) =>
    typeof value === 'string' && pattern.test(value);
const integerFrom =
  (least: number): Form =>
  (value) =>
    typeof value === 'number' && value >= least;

/** Every key an event has, in canonical order, and what stands under it. There are no others. */
const FORMS: Readonly<Record<keyof Envelope, Form>> = {
  actor: text,
  assembly: text,
  at: isMoment,
  command: text,
  commandDigest: matching(/^[0-9a-f]{64}$/),
  data: isObject,
  revision: integerFrom(0),
  stream: text,
  type: text,
  version: integerFrom(1),
};

const MOMENT = /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** A day that the calendar has, from the year 1 on, and a time of that day: the digits alone could say the 99th. */
function isMoment(value: LogJson): boolean {
  if (typeof value !== 'string' || !MOMENT.test(value)) return false;
  const moment = new Date(value);
  return !Number.isNaN(moment.getTime()) && moment.toISOString() === value;
}

const KEYS = Object.keys(FORMS) as readonly (keyof Envelope)[];

/** The envelope, or which key is wrong: missing, of another form, or not known. */
export function envelopeOf(value: LogJson): Envelope | { readonly wrongKey: string } {
  if (!isObject(value)) return { wrongKey: '$' };
  if (KEYS.every((key) => hasForm(value, key)) && Object.keys(value).length === KEYS.length)
    return value as unknown as Envelope;
  return { wrongKey: wrongKeyIn(value) };
}

/** A key that is not known says more than one that is missing for it. */
function wrongKeyIn(value: LogObject): string {
  const unknown = Object.keys(value).find((key) => !Object.hasOwn(FORMS, key));
  return `$.${unknown ?? KEYS.find((key) => !hasForm(value, key))}`;
}

function hasForm(value: LogObject, key: keyof Envelope): boolean {
  const part = value[key];
  return part !== undefined && FORMS[key](part);
}

interface LogObject {
  readonly [key: string]: LogJson;
}

function isObject(value: LogJson): value is LogObject {
  return typeof value === 'object' && !Array.isArray(value);
}
