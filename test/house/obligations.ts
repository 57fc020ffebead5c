import * as ts from 'typescript';
import { isUnionType, type GraphQLSchema } from 'graphql';
import { isForTests, nodesOf, treeOf, type Source } from './sources';

/** Names of refusals that some shipped code returns: `refuse('Name', ...)` in the code itself, not in a text. */
export function refusalsReturned(sources: readonly Source[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const source of sources.filter((one) => !isForTests(one))) {
    for (const node of nodesOf(treeOf(source))) {
      if (!ts.isCallExpression(node) || node.expression.getText() !== 'refuse') continue;
      const [name] = node.arguments;
      if (name !== undefined && ts.isStringLiteral(name)) found.add(name.text);
    }
  }
  return found;
}

/** Names of types that a client can meet as the result of some mutation. */
export function resultsOfMutations(schema: GraphQLSchema): ReadonlySet<string> {
  const results = Object.values(schema.getMutationType()?.getFields() ?? {}).map(({ type }) =>
    schema.getType(String(type).replace('!', '')),
  );
  return new Set(results.filter(isUnionType).flatMap((union) => union.getTypes().map(({ name }) => name)));
}

/** Obligations nobody can fail to meet, and those a client could never be told of. */
export function idleObligations(
  names: readonly string[],
  returned: ReadonlySet<string>,
  reachable: ReadonlySet<string>,
): readonly string[] {
  return [
    ...names.filter((name) => !returned.has(name)).map((name) => `${name} is never returned`),
    ...names.filter((name) => !reachable.has(name)).map((name) => `${name} is the result of no mutation`),
  ];
}
