import { Value } from '@sinclair/typebox/value';
import { isShare, lowestTerms } from '../kernel/exact';
import { termsFault } from '../kernel/rules-of-count';
import { inNfc } from '../kernel/text';
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

function shareFault(value: string | undefined, path: string): CharterFault | undefined {
  const fault = exactFault(value, path);
  if (fault !== undefined || value === undefined || isShare(value)) return fault;
  return { path, reason: `"${value}" is more than the whole` };
}

/** Texts must be in the log's only form; a charter is shown to its assembly as it was adopted, so it is not rewritten. */
function textFault(value: unknown, path: string): CharterFault | undefined {
  if (typeof value === 'string')
    return inNfc(value) === value ? undefined : { path, reason: 'the text is not in Unicode NFC' };
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const fault = textFault(inner, Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function policyFault(policy: Policy, path: string): CharterFault | undefined {
  const counting = termsFault(policy);
  if (counting !== undefined) return { path: `${path}.${counting.path}`, reason: counting.reason };
  for (const [index, { fraction }] of policy.thresholds.entries()) {
    const fault = shareFault(fraction, `${path}.thresholds[${index}].fraction`);
    if (fault !== undefined) return fault;
  }
  for (const [index, quorum] of policy.quorums.entries()) {
    const at = `${path}.quorums[${index}]`;
    if ((quorum.fraction === undefined) === (quorum.atLeast === undefined)) {
      return { path: at, reason: 'give either a fraction or atLeast' };
    }
    if (quorum.atLeast !== undefined && quorum.of.startsWith('entitled')) {
      return { path: `${at}.atLeast`, reason: `atLeast is not for ${quorum.of}; give a fraction` };
    }
    const fault = shareFault(quorum.fraction, `${at}.fraction`) ?? exactFault(quorum.atLeast, `${at}.atLeast`);
    if (fault !== undefined) return fault;
  }
  return (
    shareFault(policy.delegation.cap, `${path}.delegation.cap`) ??
    shareFault(policy.delegation.damping, `${path}.delegation.damping`)
  );
}

/** The first fault of a charter, or undefined when it is consistent. */
export function charterFault(charter: Charter): CharterFault | undefined {
  const shape = Value.Errors(Charter, charter).First();
  if (shape !== undefined)
    return {
      path: shape.path
        .replace(/\/(\d+)/g, '[$1]')
        .replace(/\//g, '.')
        .replace(/^\./, ''),
      reason: shape.message,
    };
  const text = textFault(charter, '');
  if (text !== undefined) return text;
  const { classes, areas, policies } = charter;
  const twice =
    repeated(
      classes.map((one) => one.id),
      (index) => `classes[${index}].id`,
    ) ??
    repeated(
      areas.map((one) => one.path),
      (index) => `areas[${index}].path`,
    ) ??
    repeated(
      policies.map((one) => one.id),
      (index) => `policies[${index}].id`,
    );
  if (twice !== undefined) return twice;
  const paths = new Set(areas.map((area) => area.path));
  for (const [index, { path }] of areas.entries()) {
    const missing = areaAndParents(path).find((parent) => !paths.has(parent));
    if (missing !== undefined)
      return { path: `areas[${index}].path`, reason: `its parent area "${missing}" is not in the charter` };
  }
  for (const [index, policy] of policies.entries()) {
    const fault = policyFault(policy, `policies[${index}]`);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
