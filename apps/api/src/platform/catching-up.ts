import type { AssemblyView } from './assembly-view';

/** Unit: milliseconds. A start that is over sooner says nothing. */
const FIRST_WORD_MS = 2_000;
const BETWEEN_WORDS_MS = 2_000;

/**
 * Lets `view` follow its log to `head`, and tells how far it has come while that takes long: whoever started a server over a log of a
 * million events without a snapshot sees that it works, and about how long it will.
 */
export async function catchUp(
  view: AssemblyView,
  head: number,
  tell: (line: string) => void,
  now: () => number = () => performance.now(),
): Promise<void> {
  const startedAt = now();
  const first = view.record.position;
  let toldAt = startedAt + FIRST_WORD_MS - BETWEEN_WORDS_MS;
  const silence = view.listen(({ after: { position, assembly } }) => {
    if (now() - toldAt < BETWEEN_WORDS_MS || position >= head) return;
    toldAt = now();
    const left = ((toldAt - startedAt) * (head - position)) / (position - first);
    tell(
      `${assembly.name}: reading the log, event ${position.toLocaleString('en-US')} of ${head.toLocaleString('en-US')}, about ${Math.ceil(left / 1_000)} s left`,
    );
  });
  try {
    await view.follow();
  } finally {
    silence();
  }
}
