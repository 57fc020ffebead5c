interface Call {
  readonly call: 'append' | 'head' | 'receipt';
  readonly began: number;
  readonly ended: number;
  readonly commandId: string;
  readonly position?: number;
  readonly head?: number;
}

/**
 * Whether some order of the calls explains a history, given as `History.asLines` writes it: found by trying them all, hence for a
 * handful of calls. Knows nothing of how `History` judges.
 */
export function explainedByTrying(lines: string): boolean {
  const parsed = lines
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  const { log } = parsed.pop() as { log: readonly string[] };
  return anyOrder(parsed as readonly Call[], [], log);
}

function anyOrder(left: readonly Call[], stored: readonly string[], log: readonly string[]): boolean {
  if (left.every(isUnknown) && stored.join() === log.join()) return true;
  return left.some((call) => {
    const mustWait = left.some((other) => !isUnknown(other) && other.ended < call.began);
    const after = mustWait ? undefined : afterwards(stored, call);
    return (
      after !== undefined &&
      anyOrder(
        left.filter((other) => other !== call),
        after,
        log,
      )
    );
  });
}

/** What the log holds after the call; undefined when it would have been answered otherwise. */
function afterwards(
  stored: readonly string[],
  { call, commandId, position, head }: Call,
): readonly string[] | undefined {
  if (call === 'head') return head === stored.length ? stored : undefined;
  const place = stored.indexOf(commandId) + 1;
  if (call === 'receipt') return (position ?? 0) === place ? stored : undefined;
  const after = place > 0 ? stored : [...stored, commandId];
  return position === undefined || position === after.indexOf(commandId) + 1 ? after : undefined;
}

/** It may take effect at any later time, or never. */
function isUnknown({ call, position }: Call): boolean {
  return call === 'append' && position === undefined;
}
