/** Why a text is not strict JSON, and where. */
export interface JsonFault {
  readonly path: string;
  readonly reason: string;
}

/** JSON as `JSON.parse` reads it, except that a key repeated in one object is refused. */
export function parseStrictJson(text: string): { readonly value: unknown } | { readonly fault: JsonFault } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { fault: { path: '$', reason: `is not JSON: ${whereFrom(error, text)}` } };
  }
  const repeated = repeatedKey(text);
  return repeated === undefined ? { value } : { fault: { path: repeated, reason: 'repeats a key' } };
}

function whereFrom(error: unknown, text: string): string {
  const position = /position (\d+)/.exec(String(error))?.[1];
  if (position === undefined) return text.trim() === '' ? 'it is empty' : 'it ends too early or holds something else';
  const before = text.slice(0, Number(position));
  const line = before.split('\n').length;
  return `line ${line}, column ${before.length - before.lastIndexOf('\n')}`;
}

/** An object being read (its keys so far) or a list (the index reached). */
type Open = { readonly keys: Set<string>; key: string } | { index: number };

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]/gs;

/** The path of the first repeated key of a text that is known to be JSON. */
function repeatedKey(text: string): string | undefined {
  const open: Open[] = [];
  let expectsKey = false;
  for (const [token] of text.matchAll(TOKEN)) {
    const innermost = open.at(-1);
    if (token === '{') open.push({ keys: new Set(), key: '' });
    else if (token === '[') open.push({ index: 0 });
    else if (token === '}' || token === ']') open.pop();
    else if (token === ',' && innermost && 'index' in innermost) innermost.index++;
    else if (expectsKey && innermost && 'keys' in innermost) {
      innermost.key = JSON.parse(token) as string;
      if (innermost.keys.has(innermost.key)) return `$${open.map(step).join('')}`;
      innermost.keys.add(innermost.key);
    }
    const now = open.at(-1);
    expectsKey = now !== undefined && 'keys' in now && (token === '{' || token === ',');
  }
  return undefined;
}

function step(open: Open): string {
  return 'index' in open ? pathStep(open.index) : pathStep(open.key);
}

const LONGEST_SHOWN = 80;

/** One step of a JSON path: `[3]`, `.choice`, or `["other names"]`; long names are cut. */
export function pathStep(key: string | number): string {
  if (typeof key === 'number') return `[${key}]`;
  return /^[A-Za-z_]\w{0,79}$/.test(key) ? `.${key}` : `[${shown(key)}]`;
}

/** A name as an error message shows it: quoted, on one line, and cut when long. */
export function shown(name: string): string {
  return JSON.stringify(name.length > LONGEST_SHOWN ? `${name.slice(0, LONGEST_SHOWN)}…` : name);
}
