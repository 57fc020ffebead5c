import { Fraction, MAX_NUMBER_LENGTH, parseFraction } from '../exact/fraction';
import type { ExactText } from '../election';
import { pathStep, shown } from './strict-json';

/** A value that is not what the count file's format asks for: the JSON path of the value, and what is wrong with it. */
export interface CountFileError {
  /** Such as `$.ballots[3].choice`. */
  readonly path: string;
  readonly reason: string;
}

/** Thrown while reading and turned into a returned `CountFileError` at the surface. */
export class Unreadable extends Error {
  constructor(
    readonly path: string,
    readonly reason: string,
  ) {
    super(`${path} ${reason}`);
  }
}

/** One value of the document and where it stands. Every reading either gives the value in its type or throws Unreadable. */
export class Place {
  constructor(
    readonly value: unknown,
    private readonly key: string | number = '$',
    private readonly parent?: Place,
  ) {}

  get path(): string {
    const steps: string[] = [];
    for (let place: Place = this; place.parent; place = place.parent) steps.push(pathStep(place.key));
    return `$${steps.reverse().join('')}`;
  }

  refuse(reason: string, below = ''): never {
    throw new Unreadable(this.path + below, reason);
  }

  at(key: string | number): Place {
    const holder = this.value as Record<string | number, unknown>;
    return new Place(Object.hasOwn(holder, key) ? holder[key] : undefined, key, this);
  }

  get given(): boolean {
    return this.value !== undefined;
  }

  /** The object's own fields: every required one is there and no unknown one is. */
  fields<Key extends string>(known: readonly Key[], required: readonly Key[] = []): { readonly [key in Key]: Place } {
    const names = this.names();
    const unknown = names.find((name) => !(known as readonly string[]).includes(name));
    if (unknown !== undefined) this.at(unknown).refuse('is not a known key');
    for (const key of required) if (!names.includes(key)) this.at(key).refuse('is required');
    return Object.fromEntries(known.map((key) => [key, this.at(key)])) as { [key in Key]: Place };
  }

  /** The names of the object's own fields. */
  names(): readonly string[] {
    if (typeof this.value !== 'object' || this.value === null || Array.isArray(this.value))
      this.refuse('must be an object');
    return Object.keys(this.value as object);
  }

  list(): readonly Place[] {
    if (!Array.isArray(this.value)) this.refuse('must be a list');
    return this.value.map((item, index) => new Place(item, index, this));
  }

  text(): string {
    if (typeof this.value !== 'string') this.refuse('must be a string');
    if (this.value === '') this.refuse('must not be empty');
    return this.value;
  }

  flag(): boolean {
    if (typeof this.value !== 'boolean') this.refuse('must be true or false');
    return this.value;
  }

  oneOf<const Value extends string>(values: readonly Value[]): Value {
    const found = values.find((value) => value === this.value);
    return found ?? this.refuse(`must be one of ${values.join(', ')}`);
  }

  /** A JSON whole number. */
  whole(least: number, most = Number.MAX_SAFE_INTEGER): number {
    const { value } = this;
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least || value > most) {
      this.refuse(
        most === Number.MAX_SAFE_INTEGER
          ? `must be a whole number from ${least}`
          : `must be a whole number from ${least} to ${most}`,
      );
    }
    return value;
  }

  /** An exact number that is not negative, and at most `most` if given. */
  exact(most?: Fraction): Fraction {
    if (typeof this.value !== 'string')
      this.refuse('must be a string that holds a number, such as "1", "0.5" or "1/3"');
    const number = parseFraction(this.value);
    if (number === undefined) {
      this.refuse(
        this.value.length > MAX_NUMBER_LENGTH
          ? `must not be longer than ${MAX_NUMBER_LENGTH} characters`
          : `is not an integer, a decimal or a fraction: ${shown(this.value)}`,
      );
    }
    if (number.isNegative()) this.refuse('must not be negative');
    if (most && number.compare(most) > 0) this.refuse(`must not be more than ${most}`);
    return number;
  }

  exactText(most?: Fraction): ExactText {
    return this.exact(most).toString();
  }

  /** A list of strings without repetition. */
  distinctTexts(): readonly string[] {
    const seen = new Set<string>();
    for (const item of this.list()) {
      const text = item.text();
      if (seen.has(text)) item.refuse(`repeats ${shown(text)}`);
      seen.add(text);
    }
    return [...seen];
  }
}

/** Only the given fields, read; fields that are absent stay absent. */
export function given<Key extends string, Value>(
  fields: { readonly [key in Key]: Place },
  readers: { readonly [key in Key]: (place: Place) => Value },
): { [key in Key]?: Value } {
  const read: { [key in Key]?: Value } = {};
  for (const key of Object.keys(readers) as Key[]) if (fields[key].given) read[key] = readers[key](fields[key]);
  return read;
}

/** Runs a reading; gives its value or the error it stopped at. */
export function attempt<Value>(read: () => Value): { readonly value: Value } | { readonly error: CountFileError } {
  try {
    return { value: read() };
  } catch (stopped) {
    if (stopped instanceof Unreadable) return { error: { path: stopped.path, reason: stopped.reason } };
    throw stopped;
  }
}
