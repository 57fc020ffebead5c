import { refusals } from '@plenum/domain';
import { buildSchema } from 'graphql';
import { idleObligations, refusalsReturned, resultsOfMutations } from './obligations';
import { sourcesIn } from './sources';
import { TheApp } from './the-app';

/** Met by what the server does by itself: no client asks for it, so none is told. */
const SERVER_ALONE = new Set(['ExpiryMustHavePassed']);

describe('every obligation can be unmet, and a client is told', () => {
  let app: TheApp;
  beforeAll(async () => {
    app = await TheApp.built();
  });
  afterAll(() => app.close());

  it('holds', () => {
    const shipped = [...sourcesIn('libs/domain', /\.ts$/), ...sourcesIn('apps/api', /\.ts$/)];
    const names = Object.keys(refusals).filter((name) => !SERVER_ALONE.has(name));
    expect(idleObligations(names, refusalsReturned(shipped), resultsOfMutations(app.schema))).toEqual([]);
  });

  it('has its sentence as the description of its type, and no type where no client is told', () => {
    const described = Object.keys(refusals).map((name) => [name, app.schema.getType(name)?.description]);
    const sentences = Object.entries(refusals).map(([name, text]) => [name, SERVER_ALONE.has(name) ? undefined : text]);
    expect(described).toEqual(sentences);
  });

  it('notices one that no code returns, though a comment, a text or a spec names it', () => {
    const sources = [
      { path: 'libs/domain/src/a.ts', text: `refuse('A');\n// refuse('B');\nconst text = "refuse('C')";` },
      { path: 'libs/domain/src/a.spec.ts', text: `refuse('D');` },
    ];
    const all = new Set(['A', 'B', 'C', 'D']);
    expect(idleObligations([...all], refusalsReturned(sources), all)).toEqual([
      'B is never returned',
      'C is never returned',
      'D is never returned',
    ]);
  });

  it('notices one that no mutation can answer with', () => {
    const schema = buildSchema(`
      type A { x: Int } type B { x: Int } type C { x: Int }
      union Done = A | C
      type Query { b: B }
      type Mutation { act: Done! }
    `);
    expect(idleObligations(['A', 'B'], new Set(['A', 'B']), resultsOfMutations(schema))).toEqual([
      'B is the result of no mutation',
    ]);
  });
});
