/** An object with exactly these keys: a name such as "__proto__" is a key like any other. */
export function keyed<Value>(entries: readonly (readonly [string, Value])[]): { readonly [name: string]: Value } {
  const object = Object.create(null) as { [name: string]: Value };
  for (const [name, value] of entries) object[name] = value;
  return object;
}
