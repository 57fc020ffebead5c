import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

function textScalar(
  name: string,
  description: string,
  pattern: RegExp,
  example: string,
): GraphQLScalarType<string, string> {
  const parse = (value: unknown): string => {
    if (typeof value === 'string' && pattern.test(value)) return value;
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
  /^-?\d+(?:\.\d+|\/\d+)?$/,
  '3/2',
);

export const Instant = textScalar(
  'Instant',
  'A moment: ISO 8601, UTC, with milliseconds. Informative; the order of the log decides.',
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/,
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
