const MOST_LINES = 20;

/** What whoever starts the server reads of the keys: print them on the agenda, so that members need not ask the server. */
export function keysNotice(keys: readonly string[]): string {
  if (keys.length === 0) return '';
  const shown = keys.slice(0, MOST_LINES).map((key) => `  ${key}`);
  const more = keys.length > MOST_LINES ? [`  and ${keys.length - MOST_LINES} more`] : [];
  return ['', 'Public keys of the logs; print yours on the agenda:', ...shown, ...more, ''].join('\n');
}
