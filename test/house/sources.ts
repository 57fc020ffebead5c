import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

/** A file as the laws see it: its path from the repository's root, with forward slashes, and its text. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** What breaks a law and where: `path:line: what`. A law is a pure function from sources to these. */
export type Law = (sources: readonly Source[]) => readonly string[];

export const ROOT = join(__dirname, '../..');

const OUTSIDE = new Set(['node_modules', 'dist', 'data', 'coverage']);

function filesUnder(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return OUTSIDE.has(entry.name) ? [] : filesUnder(path);
    return entry.isFile() ? [path] : [];
  });
}

export function read(path: string): Source {
  return { path, text: readFileSync(join(ROOT, path), 'utf8') };
}

/** Every file under the folder whose name ends so. */
export function sourcesIn(folder: string, ending: RegExp): readonly Source[] {
  return filesUnder(folder)
    .filter((path) => ending.test(path))
    .map(read);
}

const trees = new WeakMap<Source, ts.SourceFile>();

export function treeOf(source: Source): ts.SourceFile {
  let tree = trees.get(source);
  if (tree === undefined) {
    tree = ts.createSourceFile(source.path, source.text, ts.ScriptTarget.Latest, true);
    trees.set(source, tree);
  }
  return tree;
}

/** Every node of the file, outermost first. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  for (const child of children) yield* nodesOf(child);
}

export function at(source: Source, position: number, what: string): string {
  return `${source.path}:${treeOf(source).getLineAndCharacterOfPosition(position).line + 1}: ${what}`;
}

export interface Import {
  /** What stands between the quotes. */
  readonly from: string;
  readonly position: number;
  /** Of types alone: gone before anything runs. */
  readonly typesOnly: boolean;
}

/** Static and dynamic imports, re-exports, `require` and `import()` types; never what only looks so in a text. */
export function importsOf(source: Source): readonly Import[] {
  const found: Import[] = [];
  for (const node of nodesOf(treeOf(source))) {
    const name = moduleNamed(node);
    if (name !== undefined) found.push({ from: name.text, position: name.getStart(), typesOnly: isOfTypes(node) });
  }
  return found;
}

function isOfTypes(node: ts.Node): boolean {
  if (ts.isImportTypeNode(node)) return true;
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  if (!ts.isImportDeclaration(node) || node.importClause === undefined) return false;
  const { phaseModifier, name, namedBindings } = node.importClause;
  if (phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const elements = namedBindings && ts.isNamedImports(namedBindings) ? namedBindings.elements : undefined;
  return name === undefined && elements !== undefined && elements.every(({ isTypeOnly }) => isTypeOnly);
}

function moduleNamed(node: ts.Node): ts.StringLiteralLike | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return literal(node.moduleSpecifier);
  if (ts.isImportTypeNode(node))
    return ts.isLiteralTypeNode(node.argument) ? literal(node.argument.literal) : undefined;
  if (!ts.isCallExpression(node)) return undefined;
  const loads = node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === 'require';
  return loads ? literal(node.arguments[0]) : undefined;
}

function literal(node: ts.Node | undefined): ts.StringLiteralLike | undefined {
  return node !== undefined && ts.isStringLiteralLike(node) ? node : undefined;
}

/** Specs and what only they use: not part of what is shipped. */
export function isForTests({ path }: Source): boolean {
  return /\.(spec|contract|fixture)\.ts$/.test(path) || path.startsWith('test/') || path.startsWith('bench/');
}
