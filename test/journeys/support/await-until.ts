const LONGEST_WAIT_MS = 10_000;
const BETWEEN_LOOKS_MS = 10;

/** Looks again and again until `look` gives something; fails, naming what was awaited, when it never does. */
export async function awaitUntil<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
  const latest = Date.now() + LONGEST_WAIT_MS;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (Date.now() > latest) throw new Error(`${what}: not seen within ${LONGEST_WAIT_MS} ms`);
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS_MS));
  }
}
