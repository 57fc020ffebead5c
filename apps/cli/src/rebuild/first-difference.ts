/** Lists that stand for maps and sets: their order says nothing. All other lists are compared in order. */
const unordered = new Set([
  ...['members', 'struck', 'delegations', 'proposals'],
  ...['byScope', 'ballots', 'changed', 'absent'],
]);

/** The JSON path of the first place where two records differ, or undefined when they say the same. */
export function firstDifference(left: unknown, right: unknown, path = '$', key = ''): string | undefined {
  if (Array.isArray(left) && Array.isArray(right)) {
    const [some, others] = unordered.has(key) ? [inOrder(left), inOrder(right)] : [left, right];
    return inEach(
      Array.from({ length: Math.max(some.length, others.length) }, (_, index) => index),
      (index) => firstDifference(some[index], others[index], `${path}[${index}]`),
    );
  }
  if (isObject(left) && isObject(right)) {
    const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])].sort();
    return inEach(keys, (name) => firstDifference(left[name], right[name], `${path}.${name}`, name));
  }
  return left === right ? undefined : path;
}

function inEach<Step>(steps: readonly Step[], look: (step: Step) => string | undefined): string | undefined {
  for (const step of steps) {
    const found = look(step);
    if (found !== undefined) return found;
  }
  return undefined;
}

function inOrder(list: readonly unknown[]): readonly unknown[] {
  return list
    .map((item) => ({ item, name: nameOf(item) }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    .map(({ item }) => item);
}

/** An entry of a map is named by its key, a proposal by its id, an item of a set by itself. */
function nameOf(item: unknown): string {
  if (Array.isArray(item)) return String(item[0]);
  return isObject(item) ? String(item['id']) : String(item);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
