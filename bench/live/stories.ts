import { NOBODY, SILENT } from '../../libs/counting/src/live';
import { SeededDraws } from '../../libs/counting/src/power/seeded-draws';

export const BUCKETS = 3;

/** Who trusts whom, on dense members; whoever trusts nobody votes. */
export const shapes = {
  /** Everyone but the first ten trusts someone before them, anyone: chains grow with the logarithm of the roll. */
  'random forest': (size: number, draws: SeededDraws) =>
    delegates(size, (member) => (member < 10 ? NOBODY : draws.below(member))),
  /** One in ten votes, the others trust anyone at all: shallow, out of order, and with circles. */
  'anyone trusts anyone': (size: number, draws: SeededDraws) =>
    delegates(size, () => (draws.below(10) === 0 ? NOBODY : draws.below(size))),
  'chains of 100': (size: number) => delegates(size, (member) => (member % 100 === 0 ? NOBODY : member - 1)),
  'one chain': (size: number) => delegates(size, (member) => member - 1),
  star: (size: number) => delegates(size, (member) => (member === 0 ? NOBODY : 0)),
} as const;
export type Shape = keyof typeof shapes;
export const shapeNames = Object.keys(shapes) as readonly Shape[];

/** What an event does. */
export const SAYS = 0;
export const DELEGATES = 1;

/** Delegations and ballots at first, and what happens then: kind, member and argument, one after the other. */
export interface LiveStory {
  readonly delegates: Int32Array;
  readonly ballots: Int32Array;
  readonly script: Int32Array;
}

/** Changes that are open at a time, before the oldest is taken back: so that a chain stays a long chain. */
const OPEN_CHANGES = 8;

export function liveStory(shape: Shape, size: number, changes: number): LiveStory {
  const draws = new SeededDraws(size + changes);
  const delegates = shapes[shape](size, draws);
  const ballots = delegates.map((delegate, member) => (delegate === NOBODY ? member % BUCKETS : SILENT));
  return { delegates, ballots, script: changesTakenBack({ delegates, ballots }, changes, draws) };
}

/**
 * Members anywhere cast a ballot or revoke their delegation, and soon take it back; one change in eight is the first voter's, who in a chain
 * or a star carries everyone: they change their mind.
 */
function changesTakenBack(
  { delegates, ballots }: Pick<LiveStory, 'delegates' | 'ballots'>,
  changes: number,
  draws: SeededDraws,
): Int32Array {
  const script: number[] = [];
  const open: [kind: number, member: number, argument: number][] = [];
  const takeBack = () => script.push(...open.shift()!);
  for (let change = 0; change < changes; change++) {
    if (open.length === OPEN_CHANGES) takeBack();
    const member = draws.below(8) === 0 ? 0 : draws.below(ballots.length);
    const isVoter = ballots[member] !== SILENT;
    if (isVoter) {
      script.push(SAYS, member, draws.below(BUCKETS));
    } else if (open.every((other) => other[1] !== member)) {
      const casts = draws.below(2) === 0;
      script.push(casts ? SAYS : DELEGATES, member, casts ? draws.below(BUCKETS) : NOBODY);
      open.push(casts ? [SAYS, member, SILENT] : [DELEGATES, member, delegates[member]!]);
    }
  }
  while (open.length > 0) takeBack();
  return Int32Array.from(script);
}

function delegates(size: number, delegateOf: (member: number) => number): Int32Array {
  const all = new Int32Array(size);
  for (let member = 0; member < size; member++) all[member] = delegateOf(member);
  return all;
}
