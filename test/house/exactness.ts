import * as ts from 'typescript';
import { nodesOf, type Source } from './sources';

/** A place where machine numbers are right: they count heads, places or bits there, never weights. */
export interface Allowed {
  readonly path: string;
  /** The expression as it stands, white space aside. */
  readonly what: string;
  readonly reason: string;
}

const INEXACT_CALLS = /^(parseFloat|Number|Number\.parseFloat|Number\.parseInt|parseInt|Math\.\w+)$/;
const EXACT_MATH = /^Math\.(max|min)$/;
const ROUNDING_MEMBERS = /\.(toFixed|toPrecision|toExponential)$/;

/**
 * Arithmetic that can round, each place as its outermost expression: a division of machine numbers (not of `bigint`), `Math` but for `max` and `min`, reading a
 * number from a text, rounding to a text, and literals with decimals. Asks the compiler for the types.
 */
export function roundingIn(program: ts.Program, paths: readonly string[]): readonly { path: string; what: string }[] {
  const checker = program.getTypeChecker();
  return paths.flatMap((path) => {
    const tree = program.getSourceFile(path);
    if (tree === undefined) throw new Error(`${path} is not in the program`);
    const found = [...nodesOf(tree)].filter((node) => rounds(node, checker));
    return found
      .filter((node) => !found.some((outer) => outer !== node && outer.pos <= node.pos && node.end <= outer.end))
      .map((node) => ({ path, what: node.getText(tree).replace(/\s+/g, ' ') }));
  });
}

function rounds(node: ts.Node, checker: ts.TypeChecker): boolean {
  if (ts.isNumericLiteral(node)) return /^[\d_]*\.\d|^\d[\d_.]*e-/i.test(node.getText());
  if (ts.isCallExpression(node)) {
    const called = node.expression.getText();
    return ROUNDING_MEMBERS.test(called) || (INEXACT_CALLS.test(called) && !EXACT_MATH.test(called));
  }
  if (!ts.isBinaryExpression(node)) return false;
  const divides = [ts.SyntaxKind.SlashToken, ts.SyntaxKind.SlashEqualsToken].includes(node.operatorToken.kind);
  return divides && (checker.getTypeAtLocation(node.left).flags & ts.TypeFlags.BigIntLike) === 0;
}

/** What rounds and is not allowed, and what is allowed and is not there (any more). */
export function inexactness(
  found: readonly { path: string; what: string }[],
  allowed: readonly Allowed[],
): readonly string[] {
  const key = ({ path, what }: { path: string; what: string }) => `${path}: ${what}`;
  const known = new Set(allowed.map(key));
  const there = new Set(found.map(key));
  return [
    ...[...there].filter((one) => !known.has(one)),
    ...[...known].filter((one) => !there.has(one)).map((one) => `${one} is allowed but not there`),
  ];
}

/** A program of these sources alone, for planting. */
export function programOf(sources: readonly Source[]): ts.Program {
  const host = ts.createCompilerHost({});
  const trees = new Map(
    sources.map(({ path, text }) => [path, ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true)]),
  );
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (path, target) => trees.get(path) ?? read(path, target);
  host.fileExists = (path) => trees.has(path) || ts.sys.fileExists(path);
  return ts.createProgram([...trees.keys()], { target: ts.ScriptTarget.ES2022, types: [] }, host);
}
