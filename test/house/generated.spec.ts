import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { catalogue } from '@plenum/domain';
import { buildSchema } from 'graphql';
import { eventDocuments, schemaDocument, type Document } from './documents';
import { ROOT } from './sources';
import { TheApp } from './the-app';

/** With GENERATE=1 the documents are written; without, they must say what the code says. */
const GENERATE = process.env['GENERATE'] === '1';
const EVENTS = 'docs/events';

function strays(documents: readonly Document[]): readonly string[] {
  const known = new Set(documents.map(({ path }) => path));
  const there = existsSync(join(ROOT, EVENTS))
    ? readdirSync(join(ROOT, EVENTS)).map((name) => `${EVENTS}/${name}`)
    : [];
  return there.filter((path) => !known.has(path));
}

function write(documents: readonly Document[]): void {
  for (const { path, text } of documents) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), text);
  }
}

/** What a stale document would tell its reader; the way out is in the message. */
function stale(documents: readonly Document[], textOf: (path: string) => string | undefined): readonly string[] {
  return documents
    .filter(({ path, text }) => textOf(path) !== text)
    .map(({ path }) => `${path} is not what the code says: run npm run generate, and look at the difference`);
}

const stored = (path: string) => (existsSync(join(ROOT, path)) ? readFileSync(join(ROOT, path), 'utf8') : undefined);

describe('documents made from the code', () => {
  let app: TheApp;
  beforeAll(async () => {
    app = await TheApp.built();
    if (!GENERATE) return;
    for (const path of strays(eventDocuments())) rmSync(join(ROOT, path));
    write([schemaDocument(app.schema), ...eventDocuments()]);
  });
  afterAll(() => app.close());

  it('schema.graphql is the schema the server serves', () => {
    expect(stale([schemaDocument(app.schema)], stored)).toEqual([]);
  });

  it('docs/events has a page for every kind of fact, and no other', () => {
    expect(stale(eventDocuments(), stored)).toEqual([]);
    expect(strays(eventDocuments())).toEqual([]);
    expect(eventDocuments()).toHaveLength(catalogue.length + 1);
  });

  it('notices a schema that moved on, a page that says something else, and one that is missing', () => {
    const [first, second] = eventDocuments() as [Document, Document];
    const schema = schemaDocument(buildSchema('type Query { health: Boolean }'));
    const texts = new Map([
      [schema.path, schema.text.replace('Boolean', 'Int')],
      [first.path, `${first.text} `],
    ]);
    const told = [schema, first, second].map(({ path }) =>
      expect.stringContaining(`${path} is not what the code says`),
    );
    expect(stale([schema, first, second], (path) => texts.get(path))).toEqual(told);
  });
});
