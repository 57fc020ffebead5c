import * as ts from 'typescript';
import { at, importsOf, isForTests, nodesOf, treeOf, type Law, type Source } from './sources';

/** Names that reach a clock, chance, the machine or the world. */
const IMPURE_NAMES = new Set([
  'performance',
  'process',
  'globalThis',
  'global',
  'crypto',
  'fetch',
  'console',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'require',
  'Intl',
  'WebSocket',
  '__dirname',
  '__filename',
]);

const IMPURE_MEMBERS: readonly (readonly [RegExp, string])[] = [
  [/^Date\.now$/, 'reads a clock'],
  [/^Math\.random$/, 'is chance'],
  [
    /\.(toLocale\w*|localeCompare|getTimezoneOffset|getHours|getDate|getDay|getMonth|getFullYear)$/,
    'depends on where it runs',
  ],
];

/** Of Node itself the pure libs may use one thing: a hash, which is a function. */
const PURE_OF_NODE: Readonly<Record<string, readonly string[]>> = { 'node:crypto': ['createHash'] };

function isAName(node: ts.Node): node is ts.Identifier {
  if (!ts.isIdentifier(node)) return false;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name !== node;
  const names = ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isPropertyDeclaration(parent);
  return !(names && parent.name === node) && !ts.isMethodDeclaration(parent) && !ts.isMethodSignature(parent);
}

function impurity(node: ts.Node): string | undefined {
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date') {
    return (node.arguments?.length ?? 0) === 1 ? undefined : 'new Date() reads a clock or a time zone';
  }
  if (ts.isCallExpression(node) && node.expression.getText() === 'Date') return 'Date() reads a clock';
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return 'import() loads from outside';
  if (ts.isPropertyAccessExpression(node)) {
    const [, why] = IMPURE_MEMBERS.find(([pattern]) => pattern.test(node.getText())) ?? [];
    return why === undefined ? undefined : `${node.getText().split('\n')[0]} ${why}`;
  }
  return isAName(node) && IMPURE_NAMES.has(node.text) ? `${node.text} reaches outside` : undefined;
}

function nodeImports(source: Source): readonly string[] {
  return importsOf(source).flatMap(({ from, position }) => {
    if (!from.startsWith('node:')) return [];
    const declaration = nodeAt(source, position);
    const names = namesImported(declaration);
    const allowed = PURE_OF_NODE[from] ?? [];
    const pure = names !== undefined && names.every((name) => allowed.includes(name));
    return pure ? [] : [at(source, position, `${names?.join(', ') ?? 'all'} of ${from} reaches outside`)];
  });
}

function nodeAt(source: Source, position: number): ts.ImportDeclaration | undefined {
  const holds = (node: ts.Node) => ts.isImportDeclaration(node) && node.moduleSpecifier.getStart() === position;
  return treeOf(source).statements.find(holds) as ts.ImportDeclaration | undefined;
}

function namesImported(declaration: ts.ImportDeclaration | undefined): readonly string[] | undefined {
  const bindings = declaration?.importClause?.namedBindings;
  if (bindings === undefined || !ts.isNamedImports(bindings) || declaration?.importClause?.name) return undefined;
  return bindings.elements.map(({ name, propertyName }) => (propertyName ?? name).text);
}

/** What is shipped of the domain and the count knows no clock, no chance, no environment and does no input or output. */
export const purity: Law = (sources) =>
  sources
    .filter((source) => !isForTests(source))
    .flatMap((source) => {
      const found = [...nodeImports(source)];
      for (const node of nodesOf(treeOf(source))) {
        const what = impurity(node);
        if (what !== undefined) found.push(at(source, node.getStart(), what));
      }
      return found;
    });
