import type { TSchema } from '@sinclair/typebox';

/** The fields that a schema knows, such as `lifecycle.admission.hours`. Names of classes and channels are no fields. */
export function fieldsOf(schema: TSchema, path = ''): readonly string[] {
  const {
    properties = {},
    items,
    anyOf = [],
  } = schema as {
    readonly properties?: Readonly<Record<string, TSchema>>;
    readonly items?: TSchema;
    readonly anyOf?: readonly TSchema[];
  };
  return [
    ...Object.entries(properties).flatMap(([field, inner]) => {
      const at = path === '' ? field : `${path}.${field}`;
      return [at, ...fieldsOf(inner, at)];
    }),
    ...(items === undefined ? [] : fieldsOf(items, path)),
    ...anyOf.flatMap((one) => fieldsOf(one, path)),
  ];
}

/** Fields that have no row of their own in the guide's tables of fields. */
export function undocumented(schema: TSchema, guide: string): readonly string[] {
  return fieldsOf(schema).filter((field) => !guide.includes(`| \`${field}\` `));
}

/** Rows of the guide's tables that explain a field that there is not. */
export function invented(schema: TSchema, guide: string): readonly string[] {
  const known = new Set(fieldsOf(schema));
  const [, rows = ''] = guide.split('| Field ');
  return [...rows.matchAll(/^\| `([^`]+)` /gm)].map(([, field]) => field!).filter((field) => !known.has(field));
}
