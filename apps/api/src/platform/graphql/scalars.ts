import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

function textScalar(
  name: string,
  description: string,
  read: (text: string) => string | undefined,
  example: string,
): GraphQLScalarType<string, string> {
  const parse = (value: unknown): string => {
    const known = typeof value === 'string' ? read(value) : undefined;
    if (known !== undefined) return known;
    throw new GraphQLError(`${name} must be text such as "${example}"`, { extensions: { code: 'BAD_USER_INPUT' } });
  };
  return new GraphQLScalarType<string, string>({
    name,
    description,
    serialize: String,
    parseValue: parse,
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : undefined),
  });
}

/** Numbers that count voices travel as text: JSON numbers are floating point. */
export const Exact = textScalar(
  'Exact',
  'An exact number as text: an integer, or a fraction in lowest terms such as "11/15". Inputs may also be decimals.',
  (text) => (/^-?\d+(?:\.\d+|\/\d+)?$/.test(text) ? text : undefined),
  '3/2',
);

const INSTANT = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{3})?Z$/;

/** The moment as the log writes it, or undefined for what no calendar has, such as 30 February. */
function instantFrom(text: string): string | undefined {
  if (!INSTANT.test(text)) return undefined;
  const instant = new Date(text).toISOString();
  return instant.startsWith(text.slice(0, -1)) ? instant : undefined;
}

export const Instant = textScalar(
  'Instant',
  'A moment: ISO 8601, UTC, with milliseconds, which inputs may leave out. Informative; the order of the log decides.',
  instantFrom,
  '2026-12-01T18:00:00.000Z',
);

function jsonOf(node: import('graphql').ValueNode): unknown {
  switch (node.kind) {
    case Kind.STRING:
      return node.value;
    case Kind.INT:
      return Number(node.value);
    case Kind.BOOLEAN:
      return node.value;
    case Kind.LIST:
      return node.values.map(jsonOf);
    case Kind.OBJECT:
      return Object.fromEntries(node.fields.map((field) => [field.name.value, jsonOf(field.value)]));
    default:
      throw new GraphQLError(`${node.kind} cannot stand in a JSON value here`, {
        extensions: { code: 'BAD_USER_INPUT' },
      });
  }
}

export const Json = new GraphQLScalarType({
  name: 'Json',
  description: 'JSON as it stands in the log: text, integers, booleans, lists and objects.',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: jsonOf,
});
