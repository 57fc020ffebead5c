const indexes = new WeakMap<readonly string[], ReadonlyMap<string, number>>();

/** Each option's place in the election's list of options; the map is made once per list. */
export function optionIndex(options: readonly string[]): ReadonlyMap<string, number> {
  const known = indexes.get(options);
  if (known) return known;
  const index = new Map(options.map((option, place) => [option, place]));
  indexes.set(options, index);
  return index;
}
