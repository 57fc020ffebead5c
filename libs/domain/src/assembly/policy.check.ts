import { countingRule, Fraction, fractionOf, readPolicyParts, type CountingRuleName } from '@plenum/counting';
import { isShare, lowestTerms } from '../kernel/exact';
import { termsFault } from '../kernel/rules-of-count';
import type { CharterFault } from './charter.check';
import type { Charter, Policy, Quorum, Threshold, Weighing } from './charter';

/** The first of several checks that finds something. Each is asked only if those before found nothing. */
export function firstFault<Item>(
  items: Iterable<Item>,
  faultOf: (item: Item) => CharterFault | undefined,
): CharterFault | undefined {
  for (const item of items) {
    const fault = faultOf(item);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function exactFault(value: string | undefined, path: string): CharterFault | undefined {
  if (value === undefined || lowestTerms(value) === value) return undefined;
  return { path, reason: `"${value}" is not a fraction in lowest terms` };
}

function shareFault(value: string | undefined, path: string): CharterFault | undefined {
  const fault = exactFault(value, path);
  if (fault !== undefined || value === undefined || isShare(value)) return fault;
  return { path, reason: `"${value}" is more than the whole` };
}

/** What is wrong with one policy of a charter, or undefined. */
export function policyFault(policy: Policy, path: string, charter: Charter): CharterFault | undefined {
  const { delegation } = policy;
  const counting = termsFault(policy);
  if (counting !== undefined) return { path: `${path}.${counting.path}`, reason: counting.reason };
  return (
    firstFault(policy.thresholds.entries(), ([index, threshold]) =>
      thresholdFault(threshold, `${path}.thresholds[${index}].fraction`),
    ) ??
    firstFault(policy.quorums.entries(), ([index, quorum]) => quorumFault(quorum, `${path}.quorums[${index}]`)) ??
    shareFault(delegation.cap, `${path}.delegation.cap`) ??
    shareFault(delegation.damping, `${path}.delegation.damping`) ??
    weighingFault(policy, `${path}.weighing`, charter) ??
    effectFault(policy, path) ??
    lifecycleFault(policy, `${path}.lifecycle`) ??
    escalationFault(policy, `${path}.escalation`, charter)
  );
}

function thresholdFault(
  { fraction, strict }: Pick<Threshold, 'fraction' | 'strict'>,
  path: string,
): CharterFault | undefined {
  const fault = shareFault(fraction, path);
  if (fault !== undefined || !strict || fraction !== '1') return fault;
  return { path, reason: 'nothing is more than the whole: this can never hold' };
}

function quorumFault(quorum: Quorum, path: string): CharterFault | undefined {
  const { of, fraction, atLeast, bySize } = quorum;
  const given = [fraction, atLeast, bySize].filter((one) => one !== undefined).length;
  if (given !== 1) return { path, reason: 'give either a fraction or atLeast, or steps by size' };
  if (bySize !== undefined) return stepsFault(of, bySize, `${path}.bySize`);
  return amountFault(of, { fraction, atLeast }, path);
}

interface Amount {
  readonly fraction?: string | undefined;
  readonly atLeast?: string | undefined;
}

function amountFault(of: Quorum['of'], { fraction, atLeast }: Amount, path: string): CharterFault | undefined {
  if (atLeast !== undefined && of.startsWith('entitled')) {
    return { path: `${path}.atLeast`, reason: `atLeast is not for ${of}; give a fraction` };
  }
  return shareFault(fraction, `${path}.fraction`) ?? exactFault(atLeast, `${path}.atLeast`);
}

function stepsFault(of: Quorum['of'], steps: NonNullable<Quorum['bySize']>, path: string): CharterFault | undefined {
  let before = 0;
  for (const [index, { upTo, fraction, atLeast }] of steps.entries()) {
    const at = `${path}[${index}]`;
    const isLast = index === steps.length - 1;
    if ((fraction === undefined) === (atLeast === undefined))
      return { path: at, reason: 'give either a fraction or atLeast' };
    if ((upTo === undefined) !== isLast) {
      return { path: `${at}.upTo`, reason: 'every step but the last says up to how many members it holds' };
    }
    if (upTo !== undefined && upTo <= before) return { path: `${at}.upTo`, reason: 'the steps must ascend' };
    before = upTo ?? before;
    const fault = amountFault(of, { fraction, atLeast }, at);
    if (fault !== undefined) return fault;
    if (of === 'valid-heads' && upTo !== undefined && isMore(atLeast, upTo)) {
      return { path: `${at}.atLeast`, reason: `more than ${upTo} members: this can never hold` };
    }
  }
  return undefined;
}

function isMore(amount: string | undefined, heads: number): boolean {
  return amount !== undefined && fractionOf(amount).compare(Fraction.of(heads)) > 0;
}

/** What a count file would refuse is refused; numbers must moreover be in lowest terms, and classes in the charter. */
function weighingFault({ rule, weighing }: Policy, path: string, charter: Charter): CharterFault | undefined {
  if (weighing === undefined) return undefined;
  const { factors = {}, commission, caps, blocs } = weighing;
  const numbers: [string, string | undefined][] = [
    ...Object.entries(factors).map(([of, factor]): [string, string] => [`factors.${of}`, factor]),
    ['commission.factor', commission?.factor],
    ['commission.cap', commission?.cap],
    ...sharesIn(caps, 'caps'),
    ...sharesIn(blocs, 'blocs'),
  ];
  const inexact = firstFault(numbers, ([at, value]) => exactFault(value, `${path}.${at}`));
  if (inexact !== undefined) return inexact;
  if (factors.online === '0' && factors['in-person'] === '0') {
    return { path: `${path}.factors`, reason: 'no ballot would weigh anything: nothing could ever be decided' };
  }
  if (holdsEverybodyDown(caps)) {
    return {
      path: `${path}.caps.shares`,
      reason: 'the two channels together may not fill the total: nothing could ever be decided',
    };
  }
  if (leavesNoClassAnyWeight(caps, charter)) {
    return { path: `${path}.caps.shares`, reason: 'no class would weigh anything: nothing could ever be decided' };
  }
  const read = readPolicyParts({ rule: rule as CountingRuleName, options: [], weighing });
  if ('error' in read) {
    const { path: where, reason } = read.error;
    return { path: `${path}${where.replace(/^\$\.?weighing/, '')}`, reason };
  }
  const classes = new Set(charter.classes.map(({ id }) => id));
  return strangerFault(caps, `${path}.caps.shares`, classes) ?? strangerFault(blocs, `${path}.blocs.shares`, classes);
}

/** Every ballot is cast through one of two channels; a member may be of no class, and then no cap holds them. */
function holdsEverybodyDown(caps: Weighing['caps']): boolean {
  const [hall, online] = [caps?.shares['in-person'], caps?.shares['online']];
  if (caps?.by !== 'channel' || hall === undefined || online === undefined) return false;
  return fractionOf(hall).plus(fractionOf(online)).compare(Fraction.ONE) < 0;
}

/** A class that is not named is held down by nothing. */
function leavesNoClassAnyWeight(caps: Weighing['caps'], { classes }: Charter): boolean {
  if (caps?.by !== 'class' || classes.length === 0) return false;
  const shares = classes.map(({ id }) => caps.shares[id]);
  return shares.every((share) => share !== undefined && fractionOf(share).isZero());
}

function sharesIn(parts: Weighing['caps'], path: string): [string, string][] {
  return Object.entries(parts?.shares ?? {}).map(([bloc, share]) => [`${path}.shares.${bloc}`, share]);
}

function strangerFault(parts: Weighing['caps'], path: string, classes: ReadonlySet<string>): CharterFault | undefined {
  const stranger = parts?.by === 'class' && Object.keys(parts.shares).find((name) => !classes.has(name));
  return stranger ? { path: `${path}.${stranger}`, reason: `the charter has no class "${stranger}"` } : undefined;
}

function effectFault({ effect, suspensive, rule }: Policy, path: string): CharterFault | undefined {
  if (effect !== 'suspensive') {
    return suspensive && { path: `${path}.suspensive`, reason: `this is for the effect suspensive, not ${effect}` };
  }
  if (suspensive === undefined)
    return { path: `${path}.suspensive`, reason: 'say what suspends: opposition and turnout' };
  if (countingRule(rule as CountingRuleName).decides !== 'proposal') {
    return { path: `${path}.rule`, reason: 'only a decision on one proposal can be suspended' };
  }
  return (
    thresholdFault({ fraction: suspensive.opposition, strict: true }, `${path}.suspensive.opposition`) ??
    thresholdFault({ fraction: suspensive.turnout, strict: true }, `${path}.suspensive.turnout`)
  );
}

function lifecycleFault({ lifecycle }: Policy, path: string): CharterFault | undefined {
  const supporters = lifecycle?.admission?.supporters;
  const fault = shareFault(supporters, `${path}.admission.supporters`);
  if (fault !== undefined || supporters === undefined || !fractionOf(supporters).isZero()) return fault;
  return { path: `${path}.admission.supporters`, reason: 'leave admission out where nobody needs to support' };
}

/** Ballots may stand already when a proposal moves: the stricter policy must count them in the same way, and lead on to an end. */
function escalationFault(policy: Policy, path: string, { policies }: Charter): CharterFault | undefined {
  if (policy.escalation === undefined) return undefined;
  const { to, share } = policy.escalation;
  const stricter = policies.find(({ id }) => id === to);
  if (stricter === undefined) return { path: `${path}.to`, reason: `the charter has no policy "${to}"` };
  const alike = ({ rule, ruleOptions = {}, seats = 1 }: Policy) => JSON.stringify([rule, ruleOptions, seats]);
  if (alike(stricter) !== alike(policy))
    return { path: `${path}.to`, reason: `"${to}" does not count by the same rule` };
  const passed = new Set([policy.id]);
  for (let next: Policy | undefined = stricter; next !== undefined;) {
    if (passed.has(next.id)) return { path: `${path}.to`, reason: `from "${to}" the way leads back` };
    passed.add(next.id);
    const onward: string | undefined = next.escalation?.to;
    next = policies.find(({ id }) => id === onward);
  }
  return shareFault(share, `${path}.share`) ?? zeroFault(share, `${path}.share`);
}

function zeroFault(share: string, path: string): CharterFault | undefined {
  return fractionOf(share).compare(Fraction.ZERO) === 0 ? { path, reason: 'the share must be above 0' } : undefined;
}
