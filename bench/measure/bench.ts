/** One result, as one line of JSON: figures with their units in their names, ratios without unit. */
export type Line = Readonly<Record<string, string | number | boolean>>;

export interface Scale {
  /** A smoke run: everything happens, in small, and the figures mean little. */
  readonly quick: boolean;
  /** Sizes that take minutes as well. */
  readonly full: boolean;
}

/** Measures one thing and yields its lines as they are known. Throws `WrongAnswer` when what it measured was not right. */
export type Bench = (scale: Scale) => AsyncIterable<Line>;

/** What was measured gave a wrong answer, so that its times are worth nothing. */
export class WrongAnswer extends Error {
  override readonly name = 'WrongAnswer';
}

/** Throws `WrongAnswer` unless both are the same text. */
export function expectSame(what: string, actual: unknown, expected: unknown): void {
  const [found, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (found !== wanted) throw new WrongAnswer(`${what}: ${found}, and not ${wanted}`);
}
