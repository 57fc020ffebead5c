import { VerifierKey } from '@plenum/event-log';
import { thousands } from '../terminal/progress';
import { judgementOf, type AnyFinding, type Verdict } from './verdict';

/** The verdict as one JSON document for machines. */
export function jsonReport(verdict: Verdict): string {
  return `${JSON.stringify({ verdict: judgementOf(verdict), ...verdict }, null, 2)}\n`;
}

/** The verdict as people read it. */
export function textReport(verdict: Verdict, key: VerifierKey | undefined): string {
  const { log, events, root, keys, heads, recounted, findings, undecided, notChecked } = verdict;
  return [
    `log      ${log}`,
    `events   ${thousands(events)}, root ${root}`,
    `heads    ${thousands(heads)} signed by ${key?.toString() ?? 'nobody known'}`,
    ...(keys.length < 2 ? [] : keys.map(keyLine)),
    `results  ${thousands(recounted)} recounted`,
    '',
    HEADINGS[judgementOf(verdict)],
    ...findings.flatMap(findingLines),
    ...section('cannot decide:', undecided),
    ...section('not checked:', notChecked),
    '',
  ].join('\n');
}

function keyLine({ key, from }: Verdict['keys'][number]): string {
  return `key      ${key}${from === 0 ? '' : `, since event ${from}`}`;
}

export const HEADINGS = {
  valid: 'VALID: nothing was changed, removed, added or moved, and every certified result comes out again to the byte.',
  invalid: 'INVALID: this is not the log that was signed, or not the result that follows from it.',
  undecided: 'UNDECIDED: nothing wrong was found, and not enough is known to call the log valid.',
} as const;

export function findingLines(finding: AnyFinding): readonly string[] {
  const { rule, where, expected, found, says, advice } = finding;
  return [
    `  ${placeOf(finding)}: rule ${rule}${where === undefined ? '' : ` (${where})`}`,
    `    expected ${expected}`,
    `    found    ${found}`,
    ...(says === undefined ? [] : [`    it says  ${says}`]),
    ...(advice === undefined ? [] : [`    what now ${advice}`]),
  ];
}

export function placeOf({ position, between }: AnyFinding): string {
  if (position !== undefined) return `event ${position}`;
  return between === undefined ? 'log' : `events ${between[0]} to ${between[1]}`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  - ${line}`)];
}
