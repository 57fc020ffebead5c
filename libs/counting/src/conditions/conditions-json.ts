import type { Json } from '../election';
import type { Judged } from './conditions';

const THRESHOLD = ['base', 'fraction', 'strict', 'measure', 'perBloc'] as const;
const QUORUM = ['of', 'fraction', 'atLeast'] as const;

/** The same bytes however the policy was written down: a stored one has its keys in another order than a count file. */
function inOrder<Key extends string>(condition: { readonly [key in Key]?: unknown }, keys: readonly Key[]): object {
  return Object.fromEntries(keys.filter((key) => condition[key] !== undefined).map((key) => [key, condition[key]]));
}

/** Each condition with the figures it was judged by, for whoever asks why. */
export function conditionsJson(conditions: readonly Judged[]): Json {
  return conditions.map(({ condition, bloc, have, whole, required, held }) => ({
    ...('base' in condition ? { threshold: inOrder(condition, THRESHOLD) } : { quorum: inOrder(condition, QUORUM) }),
    ...(bloc !== undefined && { bloc }),
    have: have.toString(),
    of: whole.toString(),
    needs: required.toString(),
    held,
  })) as Json;
}
