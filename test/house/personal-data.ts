import type { EventType } from '@plenum/domain';

/**
 * Field names that would hold what tells a person from others. Events carry random ids; whose they are stands in a registry
 * that can forget.
 */
const PERSONAL =
  /^(first|last|full|given|family|sur|user|nick|display|member|voter|person)?-?_?(names?|nicknames?|surnames?)$|e-?mails?|phone|mobile|address|^ips?$|ipaddress|birth|gender|passport|national-?id|iban|photo|avatar|signature|contact/i;

/** The only names in the log: of organisations and of what their charters define. */
const PUBLIC_NAMES = new Set([
  'AssemblyFounded.name',
  'CharterAdopted.charter.classes[].name',
  'CharterAdopted.charter.areas[].name',
  'CharterAdopted.charter.policies[].name',
  'ProposalDrafted.enacts[].policy.name',
]);

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema | readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly additionalProperties?: unknown;
}

function* fieldsOf(schema: Schema, path: string): Generator<{ path: string; name: string }> {
  for (const [name, inner] of Object.entries(schema.properties ?? {})) {
    yield { path: `${path}.${name}`, name };
    yield* fieldsOf(inner, `${path}.${name}`);
  }
  for (const item of [schema.items ?? []].flat()) yield* fieldsOf(item as Schema, `${path}[]`);
  for (const variant of [...(schema.anyOf ?? []), ...(schema.allOf ?? [])]) yield* fieldsOf(variant, path);
}

/** Fields of events that would carry personal data into the log, for ever. */
export function personalFields(catalogue: readonly EventType[]): readonly string[] {
  return catalogue
    .flatMap(({ type, data }) => [...fieldsOf(data as Schema, type)])
    .filter(({ path, name }) => PERSONAL.test(name) && !PUBLIC_NAMES.has(path))
    .map(({ path }) => path);
}

/** Objects that take any field besides the declared ones, where anything could hide. */
export function openObjects(catalogue: readonly EventType[]): readonly string[] {
  return catalogue.flatMap(({ type, data }) => [...openIn(data as Schema, type)]);
}

function* openIn(schema: Schema, path: string): Generator<string> {
  if (schema.properties !== undefined && schema.additionalProperties !== false) yield path;
  for (const [name, inner] of Object.entries(schema.properties ?? {})) yield* openIn(inner, `${path}.${name}`);
  for (const item of [schema.items ?? []].flat()) yield* openIn(item as Schema, `${path}[]`);
  for (const variant of [...(schema.anyOf ?? []), ...(schema.allOf ?? [])]) yield* openIn(variant, path);
}
