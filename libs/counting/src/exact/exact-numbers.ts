import type { ExactText } from '../election';
import { keyed } from '../keyed';
import type { Fraction } from './fraction';

/** Numbers by name: by option, class, channel or reason. */
export type Exact<Name extends string = string> = { readonly [name in Name]: ExactText };

/** Each number in lowest terms, under its name. */
export function exact<Name extends string>(numbers: ReadonlyMap<Name, Fraction>): Exact<Name> {
  return keyed([...numbers].map(([name, value]) => [name, value.toString()])) as Exact<Name>;
}
