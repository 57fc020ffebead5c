import type { Quorum, Threshold } from '../election';
import { Fraction, fractionOf } from '../exact/fraction';
import type { Support, Turnout } from './turnout';

/** One condition, with the figures it was judged by. `required` of `whole` is what `have` is held against. */
export interface Judged {
  readonly condition: Threshold | Quorum;
  /** The class or channel it was asked of; absent: everyone. */
  readonly bloc?: string;
  readonly have: Fraction;
  readonly whole: Fraction;
  readonly required: Fraction;
  readonly strict: boolean;
  readonly held: boolean;
}

/** What a threshold may look at: raw turnout, raw support, and support as weighed by factors and blocs. */
export interface Standing {
  readonly turnout: Turnout;
  readonly raw: Support;
  readonly weighed: Support & { readonly valid: Turnout['valid'] };
}

/** More yes than no: what a proposal needs when its policy names no threshold. */
export const MORE_YES_THAN_NO: Threshold = { base: 'yes-no', fraction: '1/2', strict: true };

/**
 * Half of 4 is not more than half; two thirds of 9 is 6. Nothing holds of an empty base. Shares of the ballots are taken as weighed;
 * shares of those present or entitled are taken in own weight, since factors and blocs weigh ballots and not people.
 */
export function judgeThreshold(threshold: Threshold, standing: Standing, bloc?: string): Judged {
  const measure = threshold.measure ?? 'weight';
  const byBallots = threshold.base === 'yes-no' || threshold.base === 'valid';
  const side = byBallots && measure === 'weight' ? standing.weighed : standing.raw;
  const have = side.yes[measure];
  const whole = wholeOf(threshold, standing)[measure];
  return judged(threshold, have, whole, threshold.strict, bloc);
}

function wholeOf({ base, measure }: Threshold, { turnout, raw, weighed }: Standing) {
  const side = measure === 'heads' ? { ...raw, valid: turnout.valid } : weighed;
  switch (base) {
    case 'yes-no':
      return { weight: side.yes.weight.plus(side.no.weight), heads: side.yes.heads.plus(side.no.heads) };
    case 'valid':
      return side.valid;
    case 'present':
    case 'entitled':
      return turnout[base];
  }
}

export function judgeQuorum(quorum: Quorum, { entitled, present, valid }: Turnout): Judged {
  const heads = quorum.of === 'entitled-heads' || quorum.of === 'valid-heads';
  const measure = heads ? 'heads' : 'weight';
  const have = (quorum.of === 'present' ? present : valid)[measure];
  if (quorum.atLeast === undefined) return judged(quorum, have, entitled[measure], false);
  const required = fractionOf(quorum.atLeast);
  return {
    condition: quorum,
    have,
    whole: entitled[measure],
    required,
    strict: false,
    held: have.compare(required) >= 0,
  };
}

function judged(
  condition: Threshold | Quorum,
  have: Fraction,
  whole: Fraction,
  strict: boolean,
  bloc?: string,
): Judged {
  const required = fractionOf(condition.fraction!).times(whole);
  const beyond = have.compare(required);
  const held = !whole.isZero() && (strict ? beyond > 0 : beyond >= 0);
  return { condition, ...(bloc !== undefined && { bloc }), have, whole, required, strict, held };
}

/** As many yes as no where more yes was asked for: a tie, which a tie-break may decide. */
export function isTie({ condition, have, whole, strict }: Judged): boolean {
  return (
    'base' in condition && condition.base === 'yes-no' && strict && !whole.isZero() && have.plus(have).equals(whole)
  );
}
