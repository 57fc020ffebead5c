import * as ts from 'typescript';
import { at, isForTests, nodesOf, treeOf, type Law, type Source } from './sources';

const MOST_LINES = 250;

/** Files that are longer, with the reason; a spec may be as long as its rule book. */
export const LONG_FILES: Readonly<Record<string, string>> = {};

export const shortFiles =
  (long: Readonly<Record<string, string>>): Law =>
  (sources) => {
    const lines = new Map(sources.map(({ path, text }) => [path, text.trimEnd().split('\n').length]));
    const tooLong = sources
      .filter((source) => !isForTests(source) && lines.get(source.path)! > MOST_LINES && !(source.path in long))
      .map(({ path }) => `${path}: ${lines.get(path)} lines, more than ${MOST_LINES}`);
    const listed = Object.keys(long)
      .filter((path) => (lines.get(path) ?? 0) <= MOST_LINES)
      .map((path) => `${path}: is listed as long and is not`);
    return [...tooLong, ...listed];
  };

/** Words that say "not finished" or "do not check this", in comments only. */
const EXCUSES =
  /\b(TODO|FIXME|XXX|HACK)\b|@ts-(ignore|expect-error|nocheck)|(eslint|prettier|oxlint|biome)-(disable|ignore)/g;
/** A comment that ends as a statement does is code that was switched off. */
const SWITCHED_OFF = /^\/\/\s*(const|let|var|return|if|for|import|export|await|expect|it|describe)\b.*[;{(]\s*$/;

function commentsOf(source: Source): readonly { text: string; position: number }[] {
  const found = new Map<number, string>();
  const tree = treeOf(source);
  const collect = (ranges: readonly ts.CommentRange[] | undefined) =>
    ranges?.forEach(({ pos, end }) => found.set(pos, source.text.slice(pos, end)));
  const visit = (node: ts.Node): void => {
    collect(ts.getLeadingCommentRanges(source.text, node.getFullStart()));
    collect(ts.getTrailingCommentRanges(source.text, node.getEnd()));
    node.getChildren(tree).forEach(visit);
  };
  visit(tree);
  return [...found].map(([position, text]) => ({ text, position }));
}

export const noExcuses: Law = (sources) =>
  sources.flatMap((source) =>
    commentsOf(source).flatMap(({ text, position }) => [
      ...[...text.matchAll(EXCUSES)].map((match) => at(source, position + match.index, match[0])),
      ...(SWITCHED_OFF.test(text) ? [at(source, position, 'code that was switched off')] : []),
    ]),
  );

const CHOSEN_OR_LEFT_OUT = /^(describe|it|test)(\.each|\.concurrent)?\.(only|skip|todo|failing)\b/;
/** Jest's short forms; a function of our own of that name takes no body as its second argument. */
const SHORT_FORM = /^(xit|xdescribe|xtest|fit|fdescribe)$/;

function leavesOut(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) return CHOSEN_OR_LEFT_OUT.test(node.getText());
  if (!ts.isCallExpression(node) || !SHORT_FORM.test(node.expression.getText())) return false;
  const body = node.arguments[1];
  return body !== undefined && (ts.isArrowFunction(body) || ts.isFunctionExpression(body));
}

export const everyTestRuns: Law = (sources) =>
  sources.flatMap((source) =>
    [...nodesOf(treeOf(source))]
      .filter(leavesOut)
      .map((node) => at(source, node.getStart(), node.getText().split('(')[0]!)),
  );

const EMPTY_NAME = /(Manager|Helpers?|Utils?|Utilities|Base)$|^(Base|Abstract)[A-Z]/;
const EMPTY_FILE_NAME = /(^|[-.])(manager|helpers?|utils?|base|misc)(?=[-.])/;

/** Names that say nothing: of files, and of whatever is declared. */
export const tellingNames: Law = (sources) =>
  sources.flatMap((source) => {
    const file = source.path.split('/').at(-1)!;
    return [
      ...(EMPTY_FILE_NAME.test(file) ? [`${source.path}: this file name says nothing`] : []),
      ...[...nodesOf(treeOf(source))].flatMap((node) => {
        const name = declaredName(node);
        return name !== undefined && EMPTY_NAME.test(name) ? [at(source, node.getStart(), `${name} says nothing`)] : [];
      }),
    ];
  });

function declaredName(node: ts.Node): string | undefined {
  const declares =
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isVariableDeclaration(node);
  return declares && node.name !== undefined && ts.isIdentifier(node.name) ? node.name.text : undefined;
}

export const namedExports: Law = (sources) =>
  sources.flatMap((source) =>
    treeOf(source)
      .statements.filter((statement) => ts.isExportAssignment(statement) || hasDefault(statement))
      .map((statement) => at(source, statement.getStart(), 'a default export: whoever imports it names it anew')),
  );

function hasDefault(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) ?? false;
}
