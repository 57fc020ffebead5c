import { Value } from '@sinclair/typebox/value';
import { lowestTerms } from '../kernel/exact';
import { ruleNames } from '../kernel/rules-of-count';
import { Charter, areaAndParents, type Policy } from './charter';

/** What is wrong with a charter: the path inside it and the reason. */
export interface CharterFault {
  readonly path: string;
  readonly reason: string;
}

function repeated(names: readonly string[], path: (index: number) => string): CharterFault | undefined {
  const index = names.findIndex((name, at) => names.indexOf(name) !== at);
  return index < 0 ? undefined : { path: path(index), reason: `"${names[index]}" stands twice` };
}

function exactFault(value: string | undefined, path: string): CharterFault | undefined {
  if (value === undefined || lowestTerms(value) === value) return undefined;
  return { path, reason: `"${value}" is not a fraction in lowest terms` };
}

function policyFault(policy: Policy, path: string): CharterFault | undefined {
  if (!ruleNames.has(policy.rule)) return { path: `${path}.rule`, reason: `there is no counting rule "${policy.rule}"` };
  for (const [index, { fraction }] of policy.thresholds.entries()) {
    const fault = exactFault(fraction, `${path}.thresholds[${index}].fraction`);
    if (fault !== undefined) return fault;
  }
  for (const [index, quorum] of policy.quorums.entries()) {
    const at = `${path}.quorums[${index}]`;
    if ((quorum.fraction === undefined) === (quorum.atLeast === undefined)) {
      return { path: at, reason: 'give either a fraction or atLeast' };
    }
    const fault = exactFault(quorum.fraction, `${at}.fraction`) ?? exactFault(quorum.atLeast, `${at}.atLeast`);
    if (fault !== undefined) return fault;
  }
  return (
    exactFault(policy.delegation.cap, `${path}.delegation.cap`) ??
    exactFault(policy.delegation.damping, `${path}.delegation.damping`)
  );
}

/** The first fault of a charter, or undefined when it is consistent. */
export function charterFault(charter: Charter): CharterFault | undefined {
  const shape = Value.Errors(Charter, charter).First();
  if (shape !== undefined) return { path: shape.path.replace(/\/(\d+)/g, '[$1]').replace(/\//g, '.').replace(/^\./, ''), reason: shape.message };
  const { classes, areas, policies } = charter;
  const twice =
    repeated(classes.map((one) => one.id), (index) => `classes[${index}].id`) ??
    repeated(areas.map((one) => one.path), (index) => `areas[${index}].path`) ??
    repeated(policies.map((one) => one.id), (index) => `policies[${index}].id`);
  if (twice !== undefined) return twice;
  const paths = new Set(areas.map((area) => area.path));
  for (const [index, { path }] of areas.entries()) {
    const missing = areaAndParents(path).find((parent) => !paths.has(parent));
    if (missing !== undefined) return { path: `areas[${index}].path`, reason: `its parent area "${missing}" is not in the charter` };
  }
  for (const [index, policy] of policies.entries()) {
    const fault = policyFault(policy, `policies[${index}]`);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
