import type { Json } from '../election';
import type { Judged } from './conditions';

/** Each condition with the figures it was judged by, for whoever asks why. */
export function conditionsJson(conditions: readonly Judged[]): Json {
  return conditions.map(({ condition, bloc, have, whole, required, held }) => ({
    ...('base' in condition ? { threshold: { ...condition } } : { quorum: { ...condition } }),
    ...(bloc !== undefined && { bloc }),
    have: have.toString(),
    of: whole.toString(),
    needs: required.toString(),
    held,
  })) as Json;
}
