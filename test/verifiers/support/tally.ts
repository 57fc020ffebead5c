import type { BothSaid, Said } from './verifiers';

/** How often each thing was met, so that a test can tell that it saw what it is about. */
export class Tally {
  private readonly times = new Map<string, number>();

  add(name: string, times = 1): void {
    this.times.set(name, this.of(name) + times);
  }

  of(name: string): number {
    return this.times.get(name) ?? 0;
  }

  starting(beginning: string): number {
    return [...this.times].reduce((sum, [name, times]) => sum + (name.startsWith(beginning) ? times : 0), 0);
  }

  toString(): string {
    return [...this.times]
      .sort()
      .map(([name, times]) => `${times} ${name}`)
      .join('\n');
  }
}

/** Rules that both programs name. Where a whole file is damaged they may name different events of it. */
export function foundByBoth(one: Said, other: Said): readonly string[] {
  const rules = new Set(other.findings.map(ruleOf));
  return [...new Set(one.findings.map(ruleOf))].filter((rule) => rules.has(rule));
}

function ruleOf(finding: string): string {
  return finding.split(' ')[0]!;
}

const positionOf = (finding: string) => Number(/ (\d+)$/.exec(finding)?.[1]);

/**
 * Findings that both can have: not of results that the second did not count, nor of the digest that it does not print; and none after an
 * event that could not follow, since `plenum verify` follows the log no further than that.
 */
export function knownToBoth(findings: readonly string[], plenum: BothSaid['plenum'], second: BothSaid['second']) {
  const uncounted = new Set(second.notRecounted.map(({ position }) => position));
  const effects = plenum.findings.filter((finding) => ruleOf(finding) === 'event-effect');
  const end = Math.min(...effects.map(positionOf), Infinity);
  return findings
    .filter((finding) => positionOf(finding) <= end && !plenum.byDigestAlone.includes(finding))
    .filter((finding) => !uncounted.has(positionOf(finding)))
    .sort();
}
