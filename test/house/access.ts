import {
  GraphQLError,
  GraphQLEnumType,
  GraphQLInputObjectType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLScalarType,
  execute,
  getNamedType,
  isCompositeType,
  isRequiredArgument,
  isRequiredInputField,
  parse,
  print,
  subscribe,
  type ExecutionResult,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';

export type Kind = 'query' | 'mutation' | 'subscription';

/** One thing a client can ask for at the top of a document. */
export interface Operation {
  readonly kind: Kind;
  readonly field: GraphQLField<unknown, unknown>;
}

export function operationsOf(schema: GraphQLSchema): readonly Operation[] {
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
    ['subscription', schema.getSubscriptionType()],
  ] as const;
  return roots.flatMap(([kind, root]) => Object.values(root?.getFields() ?? {}).map((field) => ({ kind, field })));
}

const SCALARS: Readonly<Record<string, string>> = {
  ID: '"00000000-0000-4000-a000-000000000000"',
  Instant: '"2030-01-01T00:00:00.000Z"',
  Exact: '"1"',
  Int: '1',
  Float: '1',
  Boolean: 'true',
  Json: '{}',
};

/** The least that passes for a value of this type. */
function example(type: GraphQLInputType): string {
  if (type instanceof GraphQLNonNull) return example(type.ofType);
  if (type instanceof GraphQLList) return `[${example(type.ofType)}]`;
  if (type instanceof GraphQLEnumType) return type.getValues()[0]!.name;
  if (type instanceof GraphQLScalarType) return SCALARS[type.name] ?? SCALARS['ID']!;
  const fields = Object.values((type as GraphQLInputObjectType).getFields()).filter(isRequiredInputField);
  return `{ ${fields.map((field) => `${field.name}: ${example(field.type)}`).join(', ')} }`;
}

/** The shortest document that asks for it. */
export function documentFor({ kind, field }: Operation): string {
  const required = field.args.filter(isRequiredArgument).map((arg) => `${arg.name}: ${example(arg.type)}`);
  const given = required.length === 0 ? '' : `(${required.join(', ')})`;
  const asked = isCompositeType(getNamedType(field.type)) ? ' { __typename }' : '';
  return print(parse(`${kind} { ${field.name}${given}${asked} }`));
}

/** The code of the first error when `authorization` asks for it, or undefined when there is none. */
export async function answerCode(
  schema: GraphQLSchema,
  operation: Operation,
  authorization: string | undefined,
): Promise<string | undefined> {
  const document = parse(documentFor(operation));
  const contextValue = authorization === undefined ? {} : { authorization };
  const ask = operation.kind === 'subscription' ? subscribe : execute;
  const answer = await ask({ schema, document, contextValue });
  if (Symbol.asyncIterator in answer) {
    await answer.return?.();
    return undefined;
  }
  return codeOf((answer as ExecutionResult).errors?.[0]);
}

function codeOf(error: GraphQLError | undefined): string | undefined {
  if (error === undefined) return undefined;
  const code = error.extensions['code'] ?? (error.originalError as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : error.message;
}
