import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { countFileSchema } from './count-file-schema';
import { COUNT_FILE_KEYS, parseCountFile } from './parse-count-file';

const PUBLISHED = join(__dirname, '../../../../docs/count-file.schema.json');

/** A schema node with properties, and the path and a valid value of the place it describes. */
interface Node {
  readonly properties?: { readonly [key: string]: Node };
  readonly items?: Node;
}

describe('the published schema of the count file', () => {
  it('is the one in docs/count-file.schema.json (GENERATE=1 with this spec writes it; format it then)', () => {
    const current = countFileSchema();
    if (process.env['GENERATE'] === '1') writeFileSync(PUBLISHED, JSON.stringify(current, null, 2));
    expect(JSON.parse(readFileSync(PUBLISHED, 'utf8'))).toEqual(current);
  });

  it('has the keys of the reader', () => {
    expect(Object.keys(countFileSchema()['properties'] as object)).toEqual(COUNT_FILE_KEYS);
  });

  it('names exactly the keys that the reader knows, at every level', () => {
    for (const [path, keys] of objectsIn(countFileSchema())) {
      for (const key of keys) expect(refusalOf(path, key)).not.toMatch(/is not a known key|is not known to the rule/);
      expect(refusalOf(path, 'colour')).toMatch(/colour is not (a known key|known to the rule)/);
    }
  });
});

/** Every object of the schema with fixed keys: where it stands, and its keys. */
function objectsIn(
  schema: Node,
  path: readonly string[] = [],
): readonly (readonly [readonly string[], readonly string[]])[] {
  const below = Object.entries(schema.properties ?? {}).flatMap(([key, node]) =>
    objectsIn(node.items ?? node, [...path, key]),
  );
  return schema.properties ? [[path, Object.keys(schema.properties)], ...below] : below;
}

/** What the reader says about a file that holds nothing but `key` (with a value that is never right) at the path. */
function refusalOf(path: readonly string[], key: string): string {
  const lists = ['members', 'delegations', 'ballots', 'profile', 'handCounts', 'thresholds', 'quorums'];
  const inner = path.reduceRight<unknown>((value, step) => ({ [step]: lists.includes(step) ? [value] : value }), {
    [key]: null,
  });
  for (const rule of ['schulze', 'stv', 'score', 'majority-judgement', 'dhondt']) {
    const parsed = parseCountFile(
      JSON.stringify({ plenum: 2, options: ['a', 'b'], rule, members: [], ballots: [], ...(inner as object) }),
    );
    const said = 'error' in parsed ? `${parsed.error.path} ${parsed.error.reason}` : '';
    if (!said.includes('is not known to the rule') || key === 'colour') return said;
  }
  return `${key} is not known to the rule`;
}
