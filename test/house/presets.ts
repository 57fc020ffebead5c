type Json = string | number | boolean | readonly Json[] | { readonly [field: string]: Json };

/** Below these the names are the assembly's own: of classes and channels. */
const NAMES_BELOW = /\.shares$/;

function* fieldsIn(value: Json, path: string): Generator<string> {
  if (Array.isArray(value)) {
    for (const one of value as readonly Json[]) yield* fieldsIn(one, path);
  } else if (typeof value === 'object' && !NAMES_BELOW.test(path)) {
    for (const [field, inner] of Object.entries(value)) {
      const at = path === '' ? field : `${path}.${field}`;
      yield at;
      yield* fieldsIn(inner as Json, at);
    }
  }
}

/** The fields that these policies use, such as `lifecycle.admission.hours`, each once and sorted. */
export function fieldsOf(policies: unknown): readonly string[] {
  return [...new Set(fieldsIn(policies as Json, ''))].sort();
}

/** Fields that have no row of their own in the guide's table of fields. */
export function undocumented(policies: unknown, guide: string): readonly string[] {
  return fieldsOf(policies).filter((field) => !guide.includes(`| \`${field}\` `));
}
