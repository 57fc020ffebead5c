import type { Said } from './verifiers';

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
