import { canonicalJson, shown } from '@plenum/event-log';
import { thousands } from '../terminal/progress';
import { findingLines } from '../verify/report';
import type { Comparison, Relation, Saying } from './compared';

const NAMES = ['A', 'B'] as const;

/** What two logs are to each other, as people read it. */
export function relationLines({ relation, findings, roots }: Comparison, names: readonly string[]): readonly string[] {
  return [
    ...names.map((name, at) => `${NAMES[at]}  ${name}\n   root ${roots[at]}`),
    '',
    ...sayingOf(relation),
    ...findings.flatMap((found, at) =>
      found.length === 0 ? [] : [`wrong in ${NAMES[at]} by itself:`, ...found.flatMap(findingLines)],
    ),
  ];
}

function sayingOf(relation: Relation): readonly string[] {
  switch (relation.kind) {
    case 'equal':
      return [`EQUAL: the same ${thousands(relation.size)} events, in the same places.`];
    case 'prefix': {
      const { shorter, size, more } = relation;
      const [short, long] = shorter === 0 ? NAMES : [NAMES[1], NAMES[0]];
      return [
        `PREFIX: ${short} is the beginning of ${long}: ${thousands(size)} events are the same, and ${long} has ${thousands(more)} more.`,
      ];
    }
    case 'fork':
      return [
        `FORK: the logs part at event ${relation.position}; the ${thousands(relation.position - 1)} before it are the same.`,
        ...relation.says.flatMap((saying, at) => eventLines(NAMES[at]!, saying)),
      ];
  }
}

function eventLines(name: string, { leafHash, envelope }: Saying): readonly string[] {
  const hash = `     leaf hash ${leafHash}`;
  if (envelope === undefined) return [`  ${name}: bytes that are no event`, hash];
  const { type, at, actor, data } = envelope;
  return [`  ${name}: ${shown(`${type} ${canonicalJson(data)}`)}`, `     ${at}, asked by ${shown(actor)}`, hash];
}
