import { Value } from '@sinclair/typebox/value';
import { inNfc } from '../kernel/text';
import { Charter, areaAndParents } from './charter';
import { firstFault, policyFault } from './policy.check';

/** What is wrong with a charter: the path inside it and the reason. */
export interface CharterFault {
  readonly path: string;
  readonly reason: string;
}

function repeated(names: readonly string[], path: (index: number) => string): CharterFault | undefined {
  const index = names.findIndex((name, at) => names.indexOf(name) !== at);
  return index < 0 ? undefined : { path: path(index), reason: `"${names[index]}" stands twice` };
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
  return repetitionFault(charter) ?? orphanFault(charter) ?? policiesFault(charter);
}

function repetitionFault({ classes, areas, policies, clauses = [] }: Charter): CharterFault | undefined {
  const idsOf = (parts: readonly { readonly id: string }[]) => parts.map(({ id }) => id);
  return (
    repeated(idsOf(classes), (index) => `classes[${index}].id`) ??
    repeated(
      areas.map(({ path }) => path),
      (index) => `areas[${index}].path`,
    ) ??
    repeated(idsOf(policies), (index) => `policies[${index}].id`) ??
    repeated(idsOf(clauses), (index) => `clauses[${index}].id`)
  );
}

function orphanFault({ areas }: Charter): CharterFault | undefined {
  const paths = new Set(areas.map(({ path }) => path));
  return firstFault(areas.entries(), ([index, { path }]) => {
    const missing = areaAndParents(path).find((parent) => !paths.has(parent));
    return missing === undefined
      ? undefined
      : { path: `areas[${index}].path`, reason: `its parent area "${missing}" is not in the charter` };
  });
}

function policiesFault(charter: Charter): CharterFault | undefined {
  return firstFault(charter.policies.entries(), ([index, policy]) =>
    policyFault(policy, `policies[${index}]`, charter),
  );
}
