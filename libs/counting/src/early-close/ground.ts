import { type Cast, type Cell, gather } from '../cells';
import type { Standing } from '../conditions/conditions';
import { support, turnout, turnoutByBloc } from '../conditions/turnout';
import { type Amount, add, sumOf } from '../delegations/damped-sum';
import { resolveDelegations } from '../delegations/resolve-delegations';
import type { Election, Member, Weighing } from '../election';
import { Fraction, fractionOf, maxOf } from '../exact/fraction';
import { weigh } from '../weighing/weigh';
import { NO_CLASS } from '../roll-sums';
import type { Movable, StillOpen } from './still-open';

/** What all those who are free may do at once. */
export type Stance = 'yes' | 'no' | 'abstain' | 'silent';

interface Sides {
  readonly yes: Amount;
  readonly no: Amount;
  readonly valid: Amount;
}

/** The whole electorate, or one class of it: what stands, and how much may still be added to any side. */
export interface Ground {
  /** The class; absent: everyone. */
  readonly bloc?: string;
  readonly raw: Sides;
  readonly weighed: Sides;
  readonly free: Amount;
  /** Most that the free weight can come to as weighed. */
  readonly freeWeighed: Amount;
  /** What is valid even where all who are free stay silent: at least this much. */
  readonly leastValid: Amount;
  readonly entitled: Amount;
  readonly present: Amount;
}

/** The ground of everyone, and that of each class. */
export interface Grounds {
  readonly everyone: Ground;
  readonly classes: readonly Ground[];
  readonly cast: Cast;
}

export function grounds({ fixed, free }: Movable, open: StillOpen): Grounds {
  const cast = castWith({ ...fixed, delegations: [] });
  const silent = silenceDelivers(fixed, open) ? castWith(fixed) : cast;
  const sides = (cells: readonly Cell[]): Sides => ({
    ...support(fixed, cast.choices, cells, 'yes'),
    valid: sumOf(cells),
  });
  const [raw, weighed] = [sides(cast.cells), sides(weigh(cast.cells, fixed.weighing).cells)];
  const { entitled, present } = turnout(fixed, cast);
  const everyone: Ground = {
    ...{ raw, weighed, entitled, present },
    free: weightOf(free),
    freeWeighed: weightOf(free, fixed.weighing),
    leastValid: sumOf(silent.cells),
  };
  const classes = [...turnoutByBloc('class', fixed, cast)].map(([bloc, ofClass]): Ground => {
    const inClass = (cell: Cell) => cell.class === bloc;
    const own = sides(cast.cells.filter(inClass));
    const freeInClass = weightOf(free.filter((member) => (member.class ?? NO_CLASS) === bloc));
    return {
      ...{ bloc, raw: own, weighed: own, free: freeInClass, freeWeighed: freeInClass },
      leastValid: sumOf(silent.cells.filter(inClass)),
      ...{ entitled: ofClass.entitled, present: ofClass.present },
    };
  });
  return { everyone, classes, cast };
}

function castWith(election: Election): Cast {
  return gather(election, resolveDelegations(election), 'members');
}

/**
 * Whether what delegations bring to those who spoke is sure to arrive even if nobody else speaks. Where limits cut what is carried, one more
 * ballot can make less arrive; where hands may be counted, whoever is counted on the way stops it: then only what stands is sure.
 */
function silenceDelivers(
  { delegationLimits: { cap, damping, maxChain } }: Election,
  { delegationsMayChange, handsMayBeCounted }: StillOpen,
): boolean {
  const cuts = cap !== undefined || damping !== undefined || maxChain !== undefined;
  return !delegationsMayChange && !handsMayBeCounted && !cuts;
}

/** Own weights, or with a weighing by factors the most they can come to: cast in either channel, or carried. */
function weightOf(members: readonly Member[], { factors = {}, commission }: Weighing = {}): Amount {
  const factor = (given: string | undefined) => (given === undefined ? Fraction.ONE : fractionOf(given));
  const byChannel = maxOf(factor(factors['in-person']), factor(factors.online));
  const appointed = new Set(commission?.members);
  const ofCommission = factor(commission?.factor);
  const weights = members.map(({ id, weight }) => {
    const own = appointed.has(id) ? ofCommission : Fraction.ONE;
    return weight.times(byChannel).times(maxOf(own, factor(factors.carried)));
  });
  return { weight: Fraction.sum(weights), heads: Fraction.of(members.length) };
}

/** Where a condition finds the ballots if all who are free take one stance. */
export function standingAt(ground: Ground, stance: Stance): Standing {
  const raw = sidesAt(ground.raw, ground.free, stance);
  const weighed = sidesAt(ground.weighed, ground.freeWeighed, stance);
  const { entitled, present, leastValid } = ground;
  const valid = stance === 'silent' ? leastValid : raw.valid;
  return { turnout: { entitled, present, valid }, raw, weighed };
}

function sidesAt({ yes, no, valid }: Sides, free: Amount, stance: Stance): Sides {
  return {
    yes: stance === 'yes' ? add(yes, free) : yes,
    no: stance === 'no' ? add(no, free) : no,
    valid: stance === 'silent' ? valid : add(valid, free),
  };
}
