import type { AnyFinding } from '../verdict';

/** More findings than this say nothing new; they are counted, not kept. */
const MOST_FINDINGS = 100;

/** The first findings, and how many more there were. */
export class FirstFindings {
  readonly listed: AnyFinding[] = [];
  dropped = 0;

  report(finding: AnyFinding): void {
    if (this.listed.length < MOST_FINDINGS) this.listed.push(finding);
    else this.dropped += 1;
  }
}

/**
 * What two checks found on one way through a log, in its order: each finding of the second behind those of the first that lie no
 * later. Findings that name no place go with the one before them.
 */
export function inLogOrder(first: readonly AnyFinding[], second: readonly AnyFinding[]): readonly AnyFinding[] {
  const merged: AnyFinding[] = [];
  let next = 0;
  for (const finding of second) {
    while (next < first.length && placeOf(first[next]!) <= placeOf(finding)) merged.push(first[next++]!);
    merged.push(finding);
  }
  return [...merged, ...first.slice(next)];
}

function placeOf({ position, between }: AnyFinding): number {
  return position ?? between?.[1] ?? 0;
}
