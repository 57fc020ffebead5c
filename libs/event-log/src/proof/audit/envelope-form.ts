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

const MOMENT = /^(?!0000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** Every month has so many days: only a later one has to be looked up in the calendar, which takes ten times as long. */
const SHORTEST_MONTH = 28;

/** A day that the calendar has, from the year 1 on, and a time of that day. */
function isMoment(value: LogJson): boolean {
  if (typeof value !== 'string' || !MOMENT.test(value)) return false;
  return Number(value.slice(8, 10)) <= SHORTEST_MONTH || new Date(value).toISOString() === value;
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
