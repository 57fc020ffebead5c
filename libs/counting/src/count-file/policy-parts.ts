import { type CountingRuleName, countingRule } from '../counting-rules';
import type {
  CommissionWeight,
  Decision,
  DelegationLimits,
  PolicyWeighing,
  Quorum,
  RuleOptions,
  Threshold,
  Weighing,
} from '../election';
import { Fraction } from '../exact/fraction';
import { type CountFileError, Place, attempt } from './place';
import { readCommissionWeight } from './read-commission';
import { shown } from './strict-json';

const BLOC_KINDS = ['class', 'channel'] as const;
const CHANNELS = ['in-person', 'online'] as const;
const EMPTY_BLOC = ['redistribute', 'forfeit', 'invalid'] as const;
const MEASURES = ['weight', 'heads'] as const;
/** Grades and scores beyond this are refused. */
export const MAX_SCORE = 1_000_000;

export function readDelegationLimits(place: Place): DelegationLimits {
  const { maxChain, cap, damping } = place.fields(['maxChain', 'cap', 'damping']);
  return {
    ...(maxChain.given && { maxChain: maxChain.whole(0) }),
    ...(cap.given && { cap: cap.exactText(Fraction.ONE) }),
    ...(damping.given && { damping: damping.exactText(Fraction.ONE) }),
  };
}

/** `readCommission`: a policy says what a commission weighs, and a count file who is in it as well. */
export function readWeighing<Read extends CommissionWeight>(
  place: Place,
  readCommission: (place: Place) => Read,
): Omit<Weighing, 'commission'> & { readonly commission?: Read } {
  const { factors, blocs, caps, commission } = place.fields(['factors', 'blocs', 'caps', 'commission']);
  return {
    ...(factors.given && { factors: readFactors(factors) }),
    ...(blocs.given && { blocs: readBlocs(blocs) }),
    ...(caps.given && { caps: readCaps(caps) }),
    ...(commission.given && { commission: readCommission(commission) }),
  };
}

function readFactors(place: Place): NonNullable<Weighing['factors']> {
  const factors = place.fields([...CHANNELS, 'carried']);
  return {
    ...(factors['in-person'].given && { 'in-person': factors['in-person'].exactText() }),
    ...(factors.online.given && { online: factors.online.exactText() }),
    ...(factors.carried.given && { carried: factors.carried.exactText() }),
  };
}

function readBlocs(place: Place): NonNullable<Weighing['blocs']> {
  const { by, shares, empty } = place.fields(['by', 'shares', 'empty'], ['by', 'shares']);
  const kind = by.oneOf(BLOC_KINDS);
  const read = readShares(shares, kind);
  const total = Fraction.sum(shares.names().map((bloc) => shares.at(bloc).exact()));
  if (!total.equals(Fraction.ONE)) shares.refuse(`must add up to 1, not ${total}`);
  return { by: kind, shares: read, ...(empty.given && { empty: empty.oneOf(EMPTY_BLOC) }) };
}

function readCaps(place: Place): NonNullable<Weighing['caps']> {
  const { by, shares } = place.fields(['by', 'shares'], ['by', 'shares']);
  const kind = by.oneOf(BLOC_KINDS);
  return { by: kind, shares: readShares(shares, kind) };
}

function readShares(place: Place, by: 'class' | 'channel'): { readonly [bloc: string]: string } {
  const names = place.names();
  const stranger =
    by === 'channel'
      ? names.find((name) => !(CHANNELS as readonly string[]).includes(name))
      : names.find((name) => name === '');
  if (stranger !== undefined) place.at(stranger).refuse(`is not a ${by}`);
  return Object.fromEntries(names.map((name) => [name, place.at(name).exactText(Fraction.ONE)]));
}

export function readDecision(place: Place): Decision {
  const { thresholds, quorums, blocksStand } = place.fields(['thresholds', 'quorums', 'blocksStand']);
  return {
    ...(thresholds.given && { thresholds: thresholds.list().map(readThreshold) }),
    ...(quorums.given && { quorums: quorums.list().map(readQuorum) }),
    ...(blocksStand.given && { blocksStand: blocksStand.flag() }),
  };
}

function readThreshold(place: Place): Threshold {
  const fields = place.fields(['base', 'fraction', 'strict', 'measure', 'perBloc'], ['base', 'fraction', 'strict']);
  return {
    base: fields.base.oneOf(['yes-no', 'valid', 'present', 'entitled']),
    fraction: fields.fraction.exactText(Fraction.ONE),
    strict: fields.strict.flag(),
    ...(fields.measure.given && { measure: fields.measure.oneOf(MEASURES) }),
    ...(fields.perBloc.given && { perBloc: fields.perBloc.oneOf(BLOC_KINDS) }),
  };
}

function readQuorum(place: Place): Quorum {
  const { of, fraction, atLeast } = place.fields(['of', 'fraction', 'atLeast'], ['of']);
  const base = of.oneOf(['entitled-weight', 'entitled-heads', 'valid-weight', 'valid-heads', 'present']);
  if (fraction.given === atLeast.given) place.refuse('must have exactly one of fraction and atLeast');
  if (atLeast.given && base.startsWith('entitled')) atLeast.refuse(`is not for ${base}; give a fraction`);
  return fraction.given
    ? { of: base, fraction: fraction.exactText(Fraction.ONE) }
    : { of: base, atLeast: atLeast.exactText() };
}

const STRENGTHS = ['winning-votes', 'margins', 'ratio'] as const;

/** Only the options that the rule knows. */
export function readRuleOptions(place: Place, rule: CountingRuleName, options: readonly string[]): RuleOptions {
  const known = countingRule(rule).knownOptions;
  for (const name of place.names()) {
    if (!(known as readonly string[]).includes(name)) place.at(name).refuse(`is not known to the rule ${rule}`);
  }
  const fields = place.fields(known);
  const read = <Value>(name: keyof RuleOptions, how: (field: Place) => Value) =>
    fields[name]?.given ? { [name]: how(fields[name]) } : {};
  return {
    ...read('strength', (field) => field.oneOf(STRENGTHS)),
    ...read('unlisted', (field) => field.oneOf(['last', 'not-compared', 'exhausted'])),
    ...read('quota', (field) => field.oneOf(['droop', 'hare', 'hagenbach-bischoff'])),
    ...read('transfer', (field) => field.oneOf(['gregory', 'scottish', 'meek'])),
    ...read('maxScore', (field) => field.whole(1, MAX_SCORE)),
    ...read('grades', readGrades),
    ...read('defaultOption', (field) => optionOf(field, options)),
    ...read('divisor', readDivisor),
    ...read('firstDivisor', readDivisor),
  };
}

function readGrades(place: Place): readonly string[] {
  const grades = place.distinctTexts();
  return grades.length >= 2 ? grades : place.refuse('must name at least two grades');
}

function readDivisor(place: Place): string {
  const divisor = place.exact();
  return divisor.isZero() ? place.refuse('must be above 0') : divisor.toString();
}

export function optionOf(place: Place, options: readonly string[]): string {
  const option = place.text();
  return options.includes(option) ? option : place.refuse(`is not one of the options: ${shown(option)}`);
}

/** The parts of a decision policy that the count reads, as unchecked JSON. */
export interface RawPolicyParts {
  readonly rule: CountingRuleName;
  readonly options: readonly string[];
  readonly ruleOptions?: unknown;
  readonly delegationLimits?: unknown;
  readonly weighing?: unknown;
  readonly decision?: unknown;
}

export interface PolicyParts {
  readonly ruleOptions: RuleOptions;
  readonly delegationLimits: DelegationLimits;
  readonly weighing: PolicyWeighing;
  readonly decision: Decision;
}

/** Checks the parts of a policy as a count file's would be, numbers brought to lowest terms; or says what is wrong and where. */
export function readPolicyParts(
  raw: RawPolicyParts,
): { readonly value: PolicyParts } | { readonly error: CountFileError } {
  const place = new Place({ ruleOptions: {}, delegationLimits: {}, weighing: {}, decision: {}, ...withoutAbsent(raw) });
  return attempt(() => ({
    ruleOptions: readRuleOptions(place.at('ruleOptions'), raw.rule, raw.options),
    delegationLimits: readDelegationLimits(place.at('delegationLimits')),
    weighing: readWeighing(place.at('weighing'), readCommissionWeight),
    decision: readDecision(place.at('decision')),
  }));
}

function withoutAbsent(raw: RawPolicyParts): object {
  return Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== undefined));
}
